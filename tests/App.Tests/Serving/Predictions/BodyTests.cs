using System.Net;
using System.Text;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;

namespace MlFunctions.App.Tests.Serving.Predictions;

[Collection(Trained.Name)]
public sealed class BodyTests(WithAModelInProduction trained)
{
    private const int MaxBytes = 8 << 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(7, true)]
    [InlineData(7, false)]
    [InlineData(4096, true)]
    [InlineData(5000, true)]
    [InlineData(5000, false)]
    public async Task A_body_in_pieces_is_read_whole(int piece, bool isChunked)
    {
        object[] inputs = [.. Enumerable.Range(0, 300).Select(i => new { placed = "2026-01-11T19:00:00Z", store = $"s{i}", items = 1 + (i % 6) })];

        var answer = await PostAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { inputs })), piece, isChunked);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var predictions = (await answer.JsonAsync()).GetProperty("predictions").EnumerateArray().ToArray();
        Assert.Equal(300, predictions.Length);
        var last = await (await trained.Host.Http.GetAsync($"api/predictions/{predictions[299].Text("id")}", Cancel)).JsonAsync();
        Assert.Equal(JsonSerializer.Serialize(inputs[299]), last.GetProperty("input").GetRawText());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_8_MiB_is_taken_and_one_byte_more_is_too_large(bool isChunked)
    {
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { input = WithAModelInProduction.Order }).PadRight(MaxBytes));

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(body, 1 << 16, isChunked)).StatusCode);
        var problem = await (await PostAsync([.. body, (byte)' '], 1 << 16, isChunked)).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains($"{MaxBytes}", problem.Text("detail"), StringComparison.Ordinal);
    }

    /// <summary>By a client that follows no redirects: to be able to, another would gather the body first.</summary>
    private async Task<HttpResponseMessage> PostAsync(byte[] body, int piece, bool isChunked)
    {
        using var http = trained.Host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        return await http.PostAsync(AppHost.Task("predictions"), new PiecewiseContent(body, piece, isChunked), Cancel);
    }
}
