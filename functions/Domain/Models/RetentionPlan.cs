using System.Collections.Immutable;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Models;

/// <summary>What becomes of something that is kept.</summary>
public enum Fate
{
    Stays,

    /// <summary>It is marked as deleted, so that nothing new refers to it; its files are still there.</summary>
    Marked,

    /// <summary>It was marked, and has been referred to meanwhile: it stays.</summary>
    Restored,

    /// <summary>It was marked long enough ago, and nothing refers to it: its files go.</summary>
    Purged,
}

/// <summary>A model whose files are there.</summary>
/// <param name="Version">Its version.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="DeletedAt">When it was marked.</param>
/// <param name="Datasets">What it was made of and judged by; null where that cannot be read.</param>
public sealed record RetainedModel(int Version, DateTimeOffset CreatedAt, DateTimeOffset? DeletedAt, IReadOnlyList<int>? Datasets);

/// <summary>A dataset whose rows are there.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Role">What it is for.</param>
/// <param name="CreatedAt">When it was kept.</param>
/// <param name="DeletedAt">When it was marked.</param>
public sealed record RetainedDataset(int Version, DatasetRole Role, DateTimeOffset CreatedAt, DateTimeOffset? DeletedAt);

/// <summary>
/// What becomes of each model and dataset of a task. Marking and deleting are apart: whoever began to use something before it was marked has said so long before it would be deleted, and it is restored.
/// </summary>
/// <param name="Models">By version.</param>
/// <param name="Datasets">By version.</param>
public sealed record RetentionPlan(ImmutableSortedDictionary<int, Fate> Models, ImmutableSortedDictionary<int, Fate> Datasets)
{
    /// <summary>How long something is marked before its files go: far longer than a promotion or the order of a training takes.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <param name="policy">How long what nobody refers to is kept.</param>
    /// <param name="models">Every one whose files are there.</param>
    /// <param name="datasets">Every one whose rows are there.</param>
    /// <param name="references">All that refers to them.</param>
    /// <param name="now">By which they are old.</param>
    public static RetentionPlan Of(
        RetentionPolicy policy, IReadOnlyCollection<RetainedModel> models, IReadOnlyCollection<RetainedDataset> datasets, References references, DateTimeOffset now)
    {
        var ofModels = models.ToImmutableSortedDictionary(
            model => model.Version, model => Decide(references.Models.Contains(model.Version), now - model.CreatedAt > TimeSpan.FromDays(policy.ModelDays), model.DeletedAt, now));
        var kept = models.Where(model => ofModels[model.Version] != Fate.Purged).ToList();
        // A model of which nobody knows what it was made of may have been made of any.
        var isUnsure = kept.Any(model => model.Datasets is null);
        var current = datasets.Where(dataset => dataset.DeletedAt is null).GroupBy(dataset => dataset.Role).Select(role => role.Max(dataset => dataset.Version));
        var needed = references.Datasets.Union(current).Union(kept.SelectMany(model => model.Datasets ?? []));
        return new(ofModels, datasets.ToImmutableSortedDictionary(
            dataset => dataset.Version,
            dataset => Decide(isUnsure || needed.Contains(dataset.Version), now - dataset.CreatedAt > TimeSpan.FromDays(policy.DatasetDays), dataset.DeletedAt, now)));
    }

    private static Fate Decide(bool isNeeded, bool isOld, DateTimeOffset? deletedAt, DateTimeOffset now) => (isNeeded, deletedAt) switch
    {
        (true, null) => Fate.Stays,
        (true, _) => Fate.Restored,
        (false, null) => isOld ? Fate.Marked : Fate.Stays,
        (false, { } marked) => now - marked >= Grace ? Fate.Purged : Fate.Stays,
    };
}
