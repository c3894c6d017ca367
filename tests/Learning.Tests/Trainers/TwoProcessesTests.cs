using System.Diagnostics;

namespace MlFunctions.Learning.Tests.Trainers;

/// <summary>The same bytes in another process: nothing may depend on hash codes, addresses or timing.</summary>
public sealed class TwoProcessesTests
{
    private const string WriteTo = "MLFUNCTIONS_LEARNING_TESTS_WRITE_TO";

    [Fact]
    public async Task Another_process_saves_the_same_bytes()
    {
        byte[] bytes = [.. MlFunctions.Learning.Trainers.All.SelectMany(trainer => Trained.By(trainer, Samples.Rows(trainer.Kind)).Save())];
        if (Environment.GetEnvironmentVariable(WriteTo) is { } path)
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        else
            Assert.Equal(bytes, await OfAnotherProcessAsync());
    }

    // This test, run by the assembly's own runner, with a file to write its bytes to.
    private static async Task<byte[]> OfAnotherProcessAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var test = $"{typeof(TwoProcessesTests).FullName}.{nameof(Another_process_saves_the_same_bytes)}";
        var start = new ProcessStartInfo("dotnet", [typeof(TwoProcessesTests).Assembly.Location, "-method", test])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[WriteTo] = path;
        try
        {
            using var process = Process.Start(start)!;
            var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, said);
            return await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
