using CsCheck;
using MlFunctions.Domain.Datasets;

namespace MlFunctions.Domain.Tests.Datasets;

public sealed class HashSampleTests
{
    /// <summary>A key, which says how many rows its item has.</summary>
    private static readonly Gen<int[]> Keys = Gen.Int[0, 40].Array[0, 200];

    [Fact]
    public void The_sample_is_the_longest_run_of_smallest_keys_that_there_is_room_for_whatever_the_order() =>
        Keys.Select(Gen.Int[0, 30], Gen.Int[1, 1000]).Sample((keys, room, seed) =>
        {
            var shuffled = keys.ToArray();
            new Random(seed).Shuffle(shuffled);
            var (expected, rows) = (new List<int>(), 0);
            foreach (var key in keys.Distinct().Order())
            {
                rows += RowsOf(key);
                if (rows > room)
                    break;
                expected.Add(key);
            }

            return Kept(keys, room).SequenceEqual(expected) && Kept(shuffled, room).SequenceEqual(expected);
        });

    [Fact]
    public void The_first_of_a_key_stays_unless_a_better_one_comes()
    {
        var sample = new HashSample<string>(10, 100);
        sample.Add(1, 1, 1, () => "first");
        sample.Add(1, 1, 1, () => "second");
        Assert.Equal("first", Assert.Single(sample.Items));

        sample.Add(1, 3, 1, () => "third", known => known == "first");

        Assert.Equal("third", Assert.Single(sample.Items));
        Assert.Equal((3, 2, 3, 1), (sample.Seen, sample.Duplicates, sample.Rows, sample.Bytes));
    }

    private static IEnumerable<int> Kept(IEnumerable<int> keys, int room)
    {
        var sample = new HashSample<string>(room, long.MaxValue);
        foreach (var key in keys)
            sample.Add((UInt128)key, RowsOf(key), 0, () => $"{key}");
        return sample.Items.Select(int.Parse).Order();
    }

    private static int RowsOf(int key) => 1 + (key * 7 % 5);
}
