using MlFunctions.Domain.Incidents.Receivers;

namespace MlFunctions.Domain.Tests.Incidents.Receivers;

public sealed class HostPatternTests
{
    [Theory]
    [InlineData("hooks.example.com", "https://hooks.example.com/x", true)]
    [InlineData("hooks.example.com", "https://HOOKS.example.com./x", true)]
    [InlineData("Hooks.Example.com", "https://hooks.example.com:8443/x", true)]
    [InlineData("hooks.example.com.", "https://hooks.example.com/x", true)]
    [InlineData("hooks.example.com", "https://example.com/", false)]
    [InlineData("hooks.example.com", "https://x.hooks.example.com/", false)]
    [InlineData("hooks.example.com", "https://hooks.example.com.evil.example/", false)]
    [InlineData("hooks.example.com", "https://hooks.example.com@evil.example/", false)]
    [InlineData("hooks.example.com", "https://evil.example/hooks.example.com", false)]
    [InlineData("hooks.example.com", "https://evil.example\\@hooks.example.com/", false)]
    [InlineData("hooks.example.com", "https://evil.example#hooks.example.com", false)]
    [InlineData("hooks.example.com", "https://hооks.example.com/", false)] // Cyrillic letters
    [InlineData("*.example.com", "https://hooks.example.com/", true)]
    [InlineData("*.example.com", "https://a.b.example.com/", true)]
    [InlineData("*.example.com", "https://example.com/", false)]
    [InlineData("*.example.com", "https://evil-example.com/", false)]
    [InlineData("*.example.com", "https://.example.com/", false)]
    [InlineData("*.example.com", "https://example.com.evil.example/", false)]
    [InlineData("bücher.example", "https://xn--bcher-kva.example/", true)]
    [InlineData("xn--bcher-kva.example", "https://BÜCHER.example/", true)]
    [InlineData("hooks.example.com:8443", "https://hooks.example.com:8443/", true)]
    [InlineData("hooks.example.com:8443", "https://hooks.example.com/", false)]
    [InlineData("hooks.example.com:443", "https://hooks.example.com/", true)]
    [InlineData("hooks.example.com:443", "https://hooks.example.com:8443/", false)]
    [InlineData("127.0.0.1", "http://127.0.0.1:9/", true)]
    [InlineData("127.0.0.1", "http://2130706433/", true)]
    [InlineData("[::1]", "http://[0::1]:9/", true)]
    [InlineData("[::1]:9", "http://[::1]:9/", true)]
    [InlineData("[::1]:9", "http://[::1]:8/", false)]
    public void Pattern_matches_its_hosts_alone(string pattern, string url, bool matches)
    {
        Assert.True(HostPattern.TryParse(pattern, out var parsed));
        if (Uri.TryCreate(url, UriKind.Absolute, out var host))
            Assert.Equal(matches, parsed.Matches(host));
        else
            Assert.False(matches);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.")]
    [InlineData("*.com")]
    [InlineData("*.*.example.com")]
    [InlineData("hooks.*.com")]
    [InlineData("*.127.0.0.1")]
    [InlineData("https://hooks.example.com")]
    [InlineData("hooks.example.com/path")]
    [InlineData("ada@hooks.example.com")]
    [InlineData("hooks.example.com:0")]
    [InlineData("hooks.example.com:http")]
    [InlineData("hooks.example.com:70000")]
    [InlineData("hooks.example.com:443:8443")]
    [InlineData("::1")]
    [InlineData("hooks example com")]
    [InlineData("hooks.example.com?x")]
    [InlineData("xn--é.example")]
    [InlineData(".")]
    public void Text_that_is_no_pattern_is_refused(string text) => Assert.False(HostPattern.TryParse(text, out _));
}
