using System.Diagnostics;
using MlFunctions.Learning.Trainers;

namespace MlFunctions.Learning.Tests.Trainers;

/// <summary>
/// Another process trains every model once more, and every model must save to the same bytes: nothing may depend on hash codes, addresses, timing or earlier trainings.
/// </summary>
[Trait("Category", "Slow")]
public sealed class TwoProcessesTests
{
    private const string Folder = "MLFUNCTIONS_LEARNING_TESTS_WRITE_TO";

    [Fact]
    public async Task Another_process_saves_the_same_bytes()
    {
        if (Environment.GetEnvironmentVariable(Folder) is { } given)
        {
            foreach (var trainer in TrainerList.All)
                await File.WriteAllBytesAsync(PathOf(given, trainer), Trained.By(trainer, Samples.Rows(trainer.Kind)).Save(), TestContext.Current.CancellationToken);
            return;
        }

        var folder = Directory.CreateTempSubdirectory("models-");
        try
        {
            await RunInAnotherProcessAsync(folder.FullName);
            Assert.All(TrainerList.All, trainer => Assert.Equal(Checked.ModelOf(Checked.NameOf(trainer)).Save(), File.ReadAllBytes(PathOf(folder.FullName, trainer))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string PathOf(string folder, Trainer trainer) => Path.Combine(folder, $"{trainer.Kind}-{trainer.Name}");

    /// <summary>Runs this test by the assembly's own runner, with a folder to write the models to.</summary>
    private static async Task RunInAnotherProcessAsync(string folder)
    {
        var test = $"{typeof(TwoProcessesTests).FullName}.{nameof(Another_process_saves_the_same_bytes)}";
        var start = new ProcessStartInfo("dotnet", [typeof(TwoProcessesTests).Assembly.Location, "-method", test]) { RedirectStandardOutput = true };
        start.Environment[Folder] = folder;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
    }
}
