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
    public async Task The_host_refuses_in_words_to_serve_others_without_a_key(string argument, string words)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "MlFunctions.Standalone.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [host, argument, $"--AzureWebJobsStorage={azurite.ConnectionString}"])
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
