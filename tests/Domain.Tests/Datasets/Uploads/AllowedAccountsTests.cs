using MlFunctions.Domain.Datasets.Uploads;

namespace MlFunctions.Domain.Tests.Datasets.Uploads;

public sealed class AllowedAccountsTests
{
    private static readonly Uri Own = new("http://127.0.0.1:10000/devstoreaccount1");
    private static readonly AllowedAccounts Allowed = AllowedAccounts.Parse("data.blob.core.windows.net, Other.example:8443,127.0.0.1:10000")!;

    [Theory]
    [InlineData("https://data.blob.core.windows.net/rows/june.csv")]
    [InlineData("https://DATA.blob.core.windows.net:443/rows/june.csv")]
    [InlineData("https://other.example:8443/rows/june.csv")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1/rows/june.csv")]
    public void Blob_of_a_listed_account_is_allowed(string url) => Assert.Equal(new Uri(url), Allowed.Check(url, Own).Value);

    [Theory]
    [InlineData("https://data.blob.core.windows.net.evil.example/rows/june.csv", "not list it")]
    [InlineData("https://evil-data.blob.core.windows.net/rows/june.csv", "not list it")]
    [InlineData("https://data.blob.core.windows.net./rows/june.csv", "not list it")]
    [InlineData("https://data.blob.core.windows.net:8443/rows/june.csv", "not list it")]
    [InlineData("https://other.example/rows/june.csv", "not list it")]
    [InlineData("https://dаta.blob.core.windows.net/rows/june.csv", "not list it")]
    [InlineData("https://data.blob.core.windows.net@evil.example/rows/june.csv", "a user")]
    [InlineData("https://evil.example@data.blob.core.windows.net/rows/june.csv", "a user")]
    [InlineData("https://evil.example\\@data.blob.core.windows.net/rows/june.csv", "no address")]
    [InlineData("https://169.254.169.254/metadata/identity", "not list it")]
    [InlineData("http://data.blob.core.windows.net/rows/june.csv", "https://")]
    [InlineData("http://other.example:8443/rows/june.csv", "https://")]
    [InlineData("https://data.blob.core.windows.net/rows/june.csv?sv=2024&sig=x", "signature")]
    [InlineData("https://data.blob.core.windows.net/rows/june.csv#x", "fragment")]
    [InlineData("file:///etc/passwd", "no address")]
    [InlineData("ftp://data.blob.core.windows.net/rows/june.csv", "no address")]
    [InlineData("/rows/june.csv", "no address")]
    [InlineData("", "no address")]
    public void Every_other_address_is_refused(string url, string words) =>
        Assert.Contains(words, Allowed.Check(url, Own).Refusal!.Detail, StringComparison.Ordinal);

    [Fact]
    public void Without_the_setting_every_account_is_refused_by_its_name() =>
        Assert.Contains("Datasets__allowedAccounts", AllowedAccounts.None.Check("https://data.blob.core.windows.net/rows/june.csv", Own).Refusal!.Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://data.blob.core.windows.net")]
    [InlineData("data.blob.core.windows.net/rows")]
    [InlineData("*.blob.core.windows.net")]
    [InlineData("user@data.blob.core.windows.net")]
    [InlineData("data.blob.core.windows.net:443")]
    [InlineData("data.blob.core.windows.net,a b")]
    public void Setting_that_lists_no_host_is_refused(string setting) => Assert.Null(AllowedAccounts.Parse(setting));
}
