using System.Diagnostics;
using MlFunctions.Support;

namespace MlFunctions.Standalone.Tests.Keys;

/// <summary>The real process: what it says when it refuses to start, and its exit code.</summary>
public sealed class RefusalTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("--urls=http://0.0.0.0:0", "FunctionKeys__master")]
    [InlineData("--http_ports=0", "FunctionKeys__master")]
    [InlineData("--Kestrel:Endpoints:any:Url=http://*:0", "FunctionKeys__master")]
    [InlineData("--FunctionKeys:team=", "FunctionKeys__team is empty")]
    [InlineData("--AzureWebJobsStorage=nonsense", "AzureWebJobsStorage is no connection string")]
    [InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT=localhost:4317", "OTEL_EXPORTER_OTLP_ENDPOINT is 'localhost:4317'")]
    public async Task A_setting_that_cannot_work_is_refused_in_words(string argument, string words)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "MlFunctions.Standalone.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [host, $"--AzureWebJobsStorage={azurite.ConnectionString}", argument])
        {
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }
}
