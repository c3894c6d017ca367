using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Storage.Models;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Models;

public sealed class ModelStoreTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_card_is_read_once_for_many_look_ups()
    {
        var network = new CountedRequests("GET");
        var store = new ModelStore(await network.NewAccountAsync(azurite));
        var version = await store.ReserveAsync(SampleTask.Definition.Name, Cancel);
        Assert.Null(await store.FindCardAsync(SampleTask.Definition.Name, version, Cancel));
        await store.AddAsync(Card(version), new byte[] { 1 }, null, [], "mae", Cancel);

        var before = network.Count;
        var cards = new List<ModelCard?>();
        while (cards.Count < 20)
            cards.Add(await store.FindCardAsync(SampleTask.Definition.Name, version, Cancel));

        Assert.All(cards, card => Assert.Equal((version, 8.5), (card!.Version, card.Evaluation.Metric("mae")!.Value)));
        Assert.Equal(1, network.Count - before);
    }

    private static ModelCard Card(int version)
    {
        var estimate = new MetricEstimate("mae", 8.5, 8, 9);
        var evaluation = new Evaluation(100, 10, "a day", Better.Lower, [estimate], [estimate], estimate, null, [], []);
        var use = new DatasetUse(1, "", 100, "every usable row");
        var code = new CodeVersion("", new Dictionary<string, string>(), new Dictionary<string, string>(), "");
        var provenance = new Provenance("training", 1, new TrainingOrder(null, 1, null, 1), new Dictionary<string, string>(), 1, use, use, code, null, new Artifact("", 1));
        return new(SampleTask.Definition.Name, version, "lightgbm", DateTimeOffset.UnixEpoch, evaluation, [], provenance);
    }
}
