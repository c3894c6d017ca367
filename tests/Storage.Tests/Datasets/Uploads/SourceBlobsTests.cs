using System.Net;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Datasets.Uploads;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Datasets.Uploads;

public sealed class SourceBlobsTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Blob_is_read_as_it_was_when_it_was_found()
    {
        var account = await azurite.NewAccountAsync();
        var (sources, blob) = (Sources(account), account.Container(StorageNames.DatasetsContainer).GetBlobClient("of others/june 1.csv"));
        await blob.UploadAsync(BinaryData.FromString("first"), Cancel);

        var found = (await sources.FindAsync(blob.Uri.AbsoluteUri, Cancel)).Value!;
        await using (var file = (await sources.OpenAsync(found.Source, Cancel)).Value!)
            Assert.Equal("first", await new StreamReader(file).ReadToEndAsync(Cancel));
        await blob.UploadAsync(BinaryData.FromString("other"), overwrite: true, Cancel);
        var changed = await Assert.ThrowsAsync<SourceUnreadableException>(() => sources.OpenAsync(found.Source, Cancel));
        await blob.DeleteAsync(cancellationToken: Cancel);
        await Assert.ThrowsAsync<SourceUnreadableException>(() => sources.OpenAsync(found.Source, Cancel));

        Assert.Equal(5, found.Source.Bytes);
        Assert.IsType<Conflict>(changed.Refusal);
    }

    [Fact]
    public async Task Account_that_is_no_longer_allowed_is_not_read()
    {
        var account = await azurite.NewAccountAsync();
        var blob = account.Container(StorageNames.DatasetsContainer).GetBlobClient("rows.csv");
        await blob.UploadAsync(BinaryData.FromString("rows"), Cancel);
        var found = (await Sources(account).FindAsync(blob.Uri.AbsoluteUri, Cancel)).Value!;

        var refused = await new SourceBlobs(account, AllowedAccounts.None).OpenAsync(found.Source, Cancel);

        Assert.Contains(AllowedAccounts.Setting, Assert.IsType<Invalid>(refused.Refusal).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/datasets")]
    [InlineData("/datasets/")]
    [InlineData("/datasets/no-such.csv")]
    [InlineData("/no-such/rows.csv")]
    public async Task Address_of_no_blob_is_refused(string path)
    {
        var account = await azurite.NewAccountAsync();

        Assert.IsType<Invalid>((await Sources(account).FindAsync($"{account.BlobEndpoint.AbsoluteUri.TrimEnd('/')}{path}", Cancel)).Refusal);
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        using var elsewhere = new Listener(_ => (HttpStatusCode.OK, null));
        using var account = new Listener(_ => (HttpStatusCode.TemporaryRedirect, $"{elsewhere.Address}datasets/rows.csv"));
        var endpoint = new Uri($"{account.Address}account");
        var sources = Sources(new StorageAccount(new BlobServiceClient(endpoint), new TableServiceClient(azurite.ConnectionString)));

        var refused = await sources.FindAsync($"{endpoint}/datasets/rows.csv", Cancel);

        Assert.Contains("redirect", Assert.IsType<Invalid>(refused.Refusal).Detail, StringComparison.Ordinal);
        Assert.Equal((1, 0), (account.Requests, elsewhere.Requests));
    }

    [Fact]
    public async Task Blob_of_another_account_is_asked_for_with_the_identity()
    {
        var identity = new NoIdentity();
        var account = new StorageAccount(new BlobServiceClient(azurite.ConnectionString), new TableServiceClient(azurite.ConnectionString), identity: identity);

        var refused = await new SourceBlobs(account, AllowedAccounts.Parse("127.0.0.1:9")!).FindAsync("https://127.0.0.1:9/account/datasets/rows.csv", Cancel);

        Assert.Contains("no identity", Assert.IsType<Invalid>(refused.Refusal).Detail, StringComparison.Ordinal);
        Assert.Equal(["https://storage.azure.com/.default"], identity.Scopes);
    }

    private static SourceBlobs Sources(StorageAccount account) => new(account, AllowedAccounts.Parse(AllowedAccounts.HostOf(account.BlobEndpoint))!);

    /// <summary>A machine on which nobody is signed in.</summary>
    private sealed class NoIdentity : TokenCredential
    {
        public IReadOnlyList<string> Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            throw new Azure.Identity.CredentialUnavailableException("Nobody is signed in.");
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }

    /// <summary>A server that answers every request the same.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly HttpListener listener = new();
        private int requests;

        public Listener(Func<HttpListenerRequest, (HttpStatusCode Status, string? Location)> answer)
        {
            Address = new Uri($"http://127.0.0.1:{FreePort()}/");
            listener.Prefixes.Add(Address.ToString());
            listener.Start();
            _ = ServeAsync(answer);
        }

        public Uri Address { get; }

        public int Requests => requests;

        public void Dispose() => listener.Close();

        private async Task ServeAsync(Func<HttpListenerRequest, (HttpStatusCode Status, string? Location)> answer)
        {
            while (listener.IsListening)
            {
                var context = await listener.GetContextAsync();
                Interlocked.Increment(ref requests);
                var (status, location) = answer(context.Request);
                context.Response.StatusCode = (int)status;
                if (location is not null)
                    context.Response.RedirectLocation = location;
                context.Response.Close();
            }
        }

        private static int FreePort()
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
    }
}
