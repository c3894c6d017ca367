using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Models;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Models;

/// <summary>What is found of leaks stands in the card, and rows that are no longer those that were kept train nothing.</summary>
public sealed class LeakTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_on_both_sides_stand_in_the_card_and_held_out_rows_are_whole_blocks()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var csv = SampleTask.Csv(600);
        await host.UploadAsync(csv);
        await host.UploadAsync(string.Join('\n', csv.Split('\n').Take(101)) + "\n", "validation");

        await host.TrainAsync(new { trainer = "median", validation = 2 });

        var leaks = await LeaksAsync(host, 1);
        Assert.Equal(4, leaks.Count);
        Assert.All(leaks, leak => Assert.Equal(GateNames.Leaks, leak.Gate));
        Assert.StartsWith("Same rows: 100 of 100", leaks[0].Detail, StringComparison.Ordinal);
        Assert.Equal([false, false, true, true], leaks.Select(leak => leak.Passed));

        await using var held = await new AppHost(azurite).WithTheSampleTaskAsync();
        await held.UploadAsync(csv);
        await held.TrainAsync(new { trainer = "median" });
        Assert.Equal([true, true], (await LeaksAsync(held, 1)).Select(leak => leak.Passed));
    }

    [Fact]
    public async Task A_flipped_byte_fails_the_training_by_name()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        await host.UploadAsync(SampleTask.Csv(600));
        var blob = host.Storage.Container(StorageNames.DatasetsContainer).GetBlockBlobClient($"{SampleTask.Definition.Name}/1/rows.csv");
        var bytes = (await blob.DownloadContentAsync(Cancel)).Value.Content.ToArray();
        bytes[^3] ^= 1;
        await blob.UploadAsync(new MemoryStream(bytes), cancellationToken: Cancel);

        var accepted = await host.Http.PostAsJsonAsync(AppHost.Task("trainings"), new { trainer = "median" }, Cancel);
        await host.RunTrainingsAsync();

        var training = await host.Http.GetFromJsonAsync<JsonElement>(accepted.Headers.Location, Cancel);
        Assert.Equal("failed", training.Text("state"));
        Assert.StartsWith("Dataset 1 is not the file that was uploaded", training.Text("error"), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<GateVerdict>> LeaksAsync(AppHost host, int model) =>
        (await host.Services.GetRequiredService<ModelStore>().FindCardAsync(SampleTask.Definition.Name, model, Cancel))!.Leaks!;
}
