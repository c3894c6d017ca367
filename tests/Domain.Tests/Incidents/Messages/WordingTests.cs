using System.Text;
using CsCheck;
using MlFunctions.Domain.Incidents.Messages;

namespace MlFunctions.Domain.Tests.Incidents.Messages;

public sealed class WordingTests
{
    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("longer", 5, "long…")]
    [InlineData("abc😀", 5, "abc😀")]
    [InlineData("abc😀d", 5, "abc…")]
    [InlineData("a\r\nb\tc", 10, "a  b c")]
    [InlineData("a\u2028b\u0085c", 10, "a b c")]
    public void A_line_has_no_line_ends_no_halves_and_is_not_too_long(string text, int most, string line) => Assert.Equal(line, Wording.Line(text, most));

    [Fact]
    public void Half_a_character_becomes_a_whole_one() => Assert.Equal("a\ufffdb\ufffd", Wording.Line("a\ud83db\ude00", 10));

    [Theory]
    [InlineData("<!channel> & co", 100, "&lt;!channel&gt; &amp; co")]
    [InlineData("ab&", 7, "ab&amp;")]
    [InlineData("ab&c", 7, "ab…")]
    [InlineData("&&", 5, "…")]
    public void An_entity_is_never_cut(string text, int most, string written) => Assert.Equal(written, Wording.Slack(text, most));

    [Fact]
    public void Nothing_is_ever_too_long_or_half() => Gen.Select(Gen.String[0, 100], Gen.Int[5, 60]).Sample((text, most) =>
    {
        foreach (var fit in new[] { Wording.Line(text, most), Wording.Text(text, most), Wording.Slack(text, most) })
        {
            Assert.InRange(fit.Length, 0, most);
            Assert.Equal(fit, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(fit)));
        }
    });
}
