using CsCheck;
using MlFunctions.Domain.Datasets;

namespace MlFunctions.Domain.Tests.Datasets;

public sealed class RowDifferenceTests
{
    private static readonly Gen<List<UInt128>> Rows = Gen.Int[0, 6].Select(row => (UInt128)row).List[0, 30];

    [Fact]
    public void What_is_removed_and_added_leads_from_one_multiset_to_the_other_and_is_least() =>
        Rows.Select(Rows).Sample((before, after) =>
        {
            var difference = new RowDifference([.. before], [.. after]);
            var removed = before.Where(difference.TakeRemoved).ToList();
            var added = after.Where(difference.TakeAdded).ToList();
            var made = before.ToList();
            removed.ForEach(row => made.Remove(row));
            return (removed.Count, added.Count) == (difference.Removed, difference.Added)
                && made.Concat(added).Order().SequenceEqual(after.Order())
                && !removed.Intersect(added).Any();
        });
}
