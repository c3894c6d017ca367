using MlFunctions.Domain.Incidents.Messages;

namespace MlFunctions.Domain.Tests.Incidents.Messages;

public sealed class WebhookSignatureTests
{
    /// <summary>The example of the specification of Standard Webhooks; Python's hmac gives the same.</summary>
    [Fact]
    public void It_is_that_of_the_published_example() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of(WebhookSignature.Key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!, "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}"""));

    [Theory]
    [InlineData("words", "776f726473")]
    [InlineData("ü", "c3bc")]
    [InlineData("whsec_AQID", "010203")]
    [InlineData("whsec_", null)]
    [InlineData("whsec_no!", null)]
    [InlineData("", null)]
    public void A_secret_is_words_or_base64(string secret, string? key) => Assert.Equal(key, WebhookSignature.Key(secret) is { } bytes ? Convert.ToHexStringLower(bytes) : null);
}
