using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MlFunctions.Benchmarks.Hosts;

namespace MlFunctions.Benchmarks.Incident;

/// <summary>A webhook on this machine, as anyone would write one: it takes what is signed by the shared secret (Standard Webhooks), and nothing else.</summary>
internal sealed class PageBox : IAsyncDisposable
{
    public const string Secret = "a secret between the two";

    private readonly WebApplication app;
    private readonly ConcurrentQueue<JsonElement> pages = new();

    private PageBox(Uri address)
    {
        Address = address;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add(address.ToString());
        app.MapPost("/", TakeAsync);
    }

    public Uri Address { get; }

    public IReadOnlyCollection<JsonElement> Pages => pages;

    public static async Task<PageBox> OpenAsync()
    {
        var box = new PageBox(TestBed.NewAddress());
        await box.app.StartAsync();
        return box;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        var body = await new StreamReader(request.Body).ReadToEndAsync();
        var signed = $"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.{body}";
        var signature = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(signed)))}";
        if (request.Headers["webhook-signature"] != signature)
            return Results.Unauthorized();
        pages.Enqueue(JsonSerializer.Deserialize<JsonElement>(body));
        return Results.Ok();
    }
}
