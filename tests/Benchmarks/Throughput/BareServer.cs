using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Domain.Metrics;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;

namespace MlFunctions.Benchmarks.Throughput;

/// <summary>The least that serves a model over HTTP, to measure the host by: no routes, keys, checks or log; any GET says that it runs.</summary>
internal static class BareServer
{
    public static Command Command { get; } = new(
        "serve-bare <model.zip> <port>",
        "Serves a model artifact from a bare Kestrel handler, without a log; the throughput command starts it.",
        RunAsync);

    public static Task<ServerProcess> StartAsync(string artifact, Uri address, CancellationToken cancel) => ServerProcess.StartAsync(
        "MlFunctions.Benchmarks.dll", [Command.Name, artifact, address.Port.ToString(CultureInfo.InvariantCulture)], new Dictionary<string, string>(), address, cancel);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        var model = (RegressionModel)TrainerList.Load(await File.ReadAllBytesAsync(arguments.Place(0, "<model.zip>"), cancel));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{arguments.Place(1, "<port>")}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        var input = new BareInput(model.Columns);
        app.Run(context => context.Request.Method == HttpMethods.Get ? Task.CompletedTask : PredictAsync(context, input, model));
        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    private static async Task PredictAsync(HttpContext context, BareInput input, RegressionModel model)
    {
        var body = new byte[(int)context.Request.ContentLength!.Value];
        await context.Request.Body.ReadExactlyAsync(body, context.RequestAborted);
        var estimate = model.Predict(input.Read(body));
        context.Response.ContentType = "application/json; charset=utf-8";
        Write(context, estimate);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void Write(HttpContext context, Estimate estimate)
    {
        using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartObject("output"u8);
        json.WriteNumber("minutes"u8, estimate.Value);
        json.WriteNumber("p10"u8, estimate.P10);
        json.WriteNumber("p90"u8, estimate.P90);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
