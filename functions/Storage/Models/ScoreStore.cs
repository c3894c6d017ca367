using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Models;

/// <summary>How models did on versions of rows: <c>models/{task}/{version}/scores/{set}-{production}.json</c>, production 0 where there was none. The same rows and models give the same score, so whoever writes last writes the same.</summary>
public sealed class ScoreStore(StorageAccount account)
{
    private const string End = ".json";

    private readonly BlobContainerClient container = account.Container(StorageNames.ModelsContainer);

    public async Task<SetScore?> FindAsync(TaskName task, int model, int set, int? production, CancellationToken cancel) =>
        await Formats.Score.FindAsync(container.GetBlobClient(Name(task, model, set, production)), cancel) is { } found ? Formats.Score.Read<SetScore>(found, Name(task, model, set, production)) : null;

    public async Task PutAsync(TaskName task, SetScore score, int? production, CancellationToken cancel) =>
        await Formats.Score.PutAsync(container.GetBlobClient(Name(task, score.Model, score.Set, production)), BinaryData.FromObjectAsJson(score, Json.Readable), Formats.Score.Options("application/json"), cancel);

    /// <summary>A model's scores in the order of the sets, then of the models in production.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="model">Of which model.</param>
    /// <param name="after">The last of the page before, as <c>{set}-{production}</c>; null for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<Domain.Kernel.Page<KeptScore>> ListAsync(TaskName task, int model, (int Set, int Production)? after, int limit, CancellationToken cancel)
    {
        var keys = new List<(int Set, int Production)>();
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Prefix = Folder(task, model) }, cancel))
        {
            if (TryKey(Path.GetFileNameWithoutExtension(blob.Name), out var key))
                keys.Add(key);
        }

        var wanted = keys.Where(key => after is not { } last || key.CompareTo(last) > 0).Order().ToArray();
        var page = new List<KeptScore>();
        foreach (var (set, production) in wanted.Take(limit))
        {
            if (await FindAsync(task, model, set, production, cancel) is { } score)
                page.Add(new(set, production == 0 ? null : production, score));
        }

        return new(page, wanted.Length > limit ? string.Create(CultureInfo.InvariantCulture, $"{wanted[limit - 1].Set}-{wanted[limit - 1].Production}") : null);
    }

    /// <summary>Reads <c>{set}-{production}</c>.</summary>
    public static bool TryKey(string text, out (int Set, int Production) key)
    {
        key = default;
        return text.Split('-') is [var set, var production]
            && int.TryParse(set, NumberStyles.None, CultureInfo.InvariantCulture, out key.Set) && int.TryParse(production, NumberStyles.None, CultureInfo.InvariantCulture, out key.Production);
    }

    private static string Folder(TaskName task, int model) => string.Create(CultureInfo.InvariantCulture, $"{task}/{model}/scores/");

    private static string Name(TaskName task, int model, int set, int? production) => string.Create(CultureInfo.InvariantCulture, $"{Folder(task, model)}{set}-{production ?? 0}{End}");
}

/// <summary>A score as it is kept.</summary>
/// <param name="Set">The version of the rows.</param>
/// <param name="Production">The model that was in production; null where there was none.</param>
/// <param name="Score">What was measured.</param>
public sealed record KeptScore(int Set, int? Production, SetScore Score);
