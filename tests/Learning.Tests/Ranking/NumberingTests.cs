using MlFunctions.Learning.Ranking.Requests;
using MlFunctions.Learning.Ranking.Texts;

namespace MlFunctions.Learning.Tests.Ranking;

public sealed class NumberingTests
{
    // More than the first room holds, with keys that differ in a few bits only.
    [Fact]
    public void Keys_are_numbered_as_they_come()
    {
        var random = new Random(1);
        ulong[] keys = [0, ulong.MaxValue, .. Enumerable.Range(0, 20_000).Select(_ => (ulong)random.Next(9000) << random.Next(2, 40))];
        for (var again = 0; again < 2; again++)
        {
            using var numbers = new Numbering(64);
            var expected = new Dictionary<ulong, int>();
            foreach (var key in keys)
            {
                expected.TryAdd(key, expected.Count);
                Assert.Equal(expected[key], numbers.Of(key));
            }

            Assert.Equal(expected.Count, numbers.Count);
        }
    }

    [Fact]
    public void What_is_worth_knowing_of_two_words_is_known()
    {
        var random = new Random(2);
        for (var pair = 0; pair < 20_000; pair++)
        {
            var (a, b) = (Word(random), Word(random));
            var (alike, worth) = (WordSimilarity.Of(a, b), random.NextSingle());
            if (alike >= worth)
                Assert.Equal(alike, WordSimilarity.Of(a, b, worth));
            else
                Assert.InRange(WordSimilarity.Of(a, b, worth), 0, worth);
        }
    }

    private static string Word(Random random) => new([.. Enumerable.Range(0, random.Next(4, 8)).Select(_ => (char)('a' + random.Next(4)))]);
}
