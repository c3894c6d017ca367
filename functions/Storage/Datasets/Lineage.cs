using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Datasets;

/// <summary>The file beside the rows of a dataset of the log: for each of its lines, in order, the prediction, the event's time and when the label was known.</summary>
internal static class Lineage
{
    private const string Header = "prediction,at,knownAt\n";

    public static async Task WriteAsync(IEnumerable<RowOrigin> origins, Stream target, CancellationToken cancel)
    {
        await using var text = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true);
        await text.WriteAsync(Header.AsMemory(), cancel);
        foreach (var origin in origins)
            await text.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{origin.Prediction},{origin.At.UtcDateTime:o},{origin.KnownAt.UtcDateTime:o}\n").AsMemory(), cancel);
    }

    public static async IAsyncEnumerable<RowOrigin> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var text = new StreamReader(file);
        await text.ReadLineAsync(cancel);
        while (await text.ReadLineAsync(cancel) is { } line)
        {
            var cells = line.Split(',');
            yield return new(PredictionId.Parse(cells[0]), Time(cells[1]), Time(cells[2]));
        }
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
