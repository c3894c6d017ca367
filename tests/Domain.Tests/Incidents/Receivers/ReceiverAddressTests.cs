using MlFunctions.Domain.Incidents.Receivers;

namespace MlFunctions.Domain.Tests.Incidents.Receivers;

public sealed class ReceiverAddressTests
{
    [Theory]
    [InlineData("https://example.org", "example.org")]
    [InlineData("https://example.org:8443/hook?token=x#y", "example.org")]
    [InlineData("HTTPS://EXAMPLE.ORG./", "example.org")]
    [InlineData("https://bücher.example/", "xn--bcher-kva.example")]
    [InlineData("https://93.184.216.34/", "93.184.216.34")]
    public void Public_https_address_is_read(string text, string host) =>
        Assert.Equal(host, HostPattern.Name(ReceiverAddress.Read(text, allowPrivate: false).Value!));

    /// <summary>Every way of writing a host that a browser, a shell or a resolver takes for an address of a private network.</summary>
    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.0.0.1./")]
    [InlineData("https://127.1/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://0/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[0:0:0:0:0:0:0:1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("https://[::127.0.0.1]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://169.254.169.254/metadata/identity/oauth2/token")]
    [InlineData("https://168.63.129.16/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://app.localhost/")]
    [InlineData("https://127。0。0。1/")]
    public void Host_that_is_not_public_is_refused(string text)
    {
        var refusal = ReceiverAddress.Read(text, allowPrivate: false).Refusal!;

        Assert.Contains("receivers are reached on the public internet alone, unless the setting Receivers__allowPrivate is true.", refusal.Detail, StringComparison.Ordinal);
        Assert.True(ReceiverAddress.Read(text, allowPrivate: true).IsDone);
    }

    [Theory]
    [InlineData("http://example.org/", "http is allowed where the setting Receivers__allowPrivate is true.")]
    [InlineData("https://ada@example.org/", "leave out what stands before @.")]
    [InlineData("https://events.pagerduty.com@evil.example/", "leave out what stands before @.")]
    [InlineData("https://:pass@example.org/", "leave out what stands before @.")]
    [InlineData("ftp://example.org/", "It takes an https URL.")]
    [InlineData("file:///etc/passwd", "It takes an https URL.")]
    [InlineData("SECRET:tok", "It takes an https URL.")]
    [InlineData("/hook", "It takes an https URL.")]
    [InlineData("a-secret-value", "It takes an https URL.")]
    [InlineData("https://", "It takes an https URL.")]
    [InlineData("https://./", "It takes an https URL.")]
    [InlineData("https://example.org\\@evil.example/", "It takes an https URL.")]
    [InlineData("https://xn--é.example/", "It takes an https URL.")]
    [InlineData("https://a b.example/", "It takes an https URL.")]
    [InlineData("", "It takes an https URL.")]
    public void Text_that_is_no_address_of_a_receiver_is_refused(string text, string reason) =>
        Assert.EndsWith(reason, ReceiverAddress.Read(text, allowPrivate: false).Refusal!.Detail, StringComparison.Ordinal);

    [Fact]
    public void Refusal_repeats_nothing_but_the_host()
    {
        foreach (var text in new[] { "http://example.org/t0ken", "https://ada:t0ken@example.org/", "https://10.0.0.1/t0ken?t0ken", "t0ken" })
            Assert.DoesNotContain("t0ken", ReceiverAddress.Read(text, allowPrivate: false).Refusal!.Detail, StringComparison.Ordinal);
    }
}
