using System.Text;
using System.Text.Json;

namespace MlFunctions.Benchmarks.Throughput;

/// <summary>One call before the load, to see that a server answers what is measured.</summary>
internal static class FirstAnswer
{
    /// <exception cref="BenchmarkException">It refuses.</exception>
    public static async Task<JsonElement> AskAsync(Uri url, string body, CancellationToken cancel)
    {
        using var http = new HttpClient();
        using var json = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(url, json, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new BenchmarkException($"{url} answers {(int)answer.StatusCode}: {text}");
    }
}
