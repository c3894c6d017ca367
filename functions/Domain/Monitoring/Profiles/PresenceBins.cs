using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Monitoring.Profiles;

/// <summary>Of texts and ids, of which every one may be new, it is only counted whether they are there.</summary>
internal sealed class PresenceBins : ColumnBins
{
    public override int Count => 1;

    public override int Of(Row row, int place) => row.Texts[place] is null ? Missing : 0;

    private protected override string Inside(int bin) => "present";
}
