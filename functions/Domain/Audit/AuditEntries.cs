using System.Globalization;
using System.Text.Json;
using MlFunctions.Domain.Alarms;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Deployments;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Audit;

/// <summary>What the audit says of each kind of change. The same change always gives the same entry, whoever tells it.</summary>
public static class AuditEntries
{
    /// <summary>In the place of a name, where nobody gave theirs.</summary>
    public const string Unnamed = "unnamed";

    public static string DatasetKey(TaskName task, int version) => FormattableString.Invariant($"dataset/{task}/{version}");

    public static string ModelKey(TaskName task, int version) => FormattableString.Invariant($"model/{task}/{version}");

    /// <summary>Of the entry that tells of a deletion.</summary>
    /// <param name="key">Of the entry about what was deleted.</param>
    public static string DeletionKey(string key) => $"deletion/{key}";

    public static AuditEntry Deployment(TaskName task, DeploymentChange change) => new(
        FormattableString.Invariant($"deployment/{task}/{change.Number}"), change.At, Enum.Parse<AuditAction>(change.Action.ToString()), task, change.By ?? Unnamed, Sentence(change), Data(change));

    /// <param name="before">The definition before; null of the first.</param>
    /// <param name="after">The one that was declared.</param>
    /// <param name="at">When, as far as is known.</param>
    public static AuditEntry Definition(TaskDefinition? before, TaskDefinition after, DateTimeOffset at)
    {
        var changes = FieldChange.Between(before, after);
        var detail = before is null ? $"Task {after.Name} was declared." : $"Definition {after.Version} of task {after.Name} changed {string.Join(", ", changes.Select(change => change.Path).Take(10))}{(changes.Count > 10 ? " …" : "")}.";
        return new(FormattableString.Invariant($"policy/{after.Name}/{after.Version}"), at, AuditAction.Policy, after.Name, Unnamed, detail, Data(changes));
    }

    public static AuditEntry SilenceBegan(TaskName task, Silence silence) => new(
        $"silence/{task}/{silence.Id}", silence.From, AuditAction.Silence, task, silence.By ?? Unnamed, $"{Alarm(silence)} silent until {Time(silence.Until)}: {silence.Reason}", Data(silence with { EndedAt = null }));

    /// <param name="task">Whose alarm.</param>
    /// <param name="silence">One that was ended before its time.</param>
    public static AuditEntry SilenceEnded(TaskName task, Silence silence) => new(
        $"silence/{task}/{silence.Id}/end", silence.EndedAt!.Value, AuditAction.Silence, task, Unnamed, $"{Alarm(silence)} no longer silent, which was meant until {Time(silence.Until)}.", Data(silence));

    /// <param name="task">Whose.</param>
    /// <param name="dataset">As it is listed.</param>
    /// <param name="files">SHA-256 of its files, by name.</param>
    public static AuditEntry Dataset(TaskName task, DatasetDescription dataset, IReadOnlyDictionary<string, string> files) => new(
        DatasetKey(task, dataset.Version), dataset.CreatedAt, AuditAction.Dataset, task, dataset.Origin is null ? Unnamed : "RefreshDatasets",
        FormattableString.Invariant($"Dataset {dataset.Version} for {dataset.Role.Word()} was kept: {dataset.Rows} rows, SHA-256 {dataset.Sha256}."), Data(new AuditedFiles(Data(dataset), files)));

    /// <param name="task">Whose.</param>
    /// <param name="version">The model's.</param>
    /// <param name="at">When it was made.</param>
    /// <param name="sha256">Of its file.</param>
    /// <param name="listed">As it is listed.</param>
    /// <param name="files">SHA-256 of its files, by name.</param>
    public static AuditEntry Model(TaskName task, int version, DateTimeOffset at, string sha256, JsonElement listed, IReadOnlyDictionary<string, string> files) => new(
        ModelKey(task, version), at, AuditAction.Model, task, "RunTrainings", FormattableString.Invariant($"Model {version} was kept, SHA-256 {sha256}."), Data(new AuditedFiles(listed, files)));

    /// <summary>That files which nobody refers to are deleted.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="key">Of the entry about what they belong to.</param>
    /// <param name="detail">In words.</param>
    /// <param name="at">When.</param>
    public static AuditEntry Deletion(TaskName task, string key, string detail, DateTimeOffset at) => new(DeletionKey(key), at, AuditAction.Deletion, task, "PurgeIdle", detail);

    private static string Sentence(DeploymentChange change)
    {
        var what = change.Action switch
        {
            DeploymentAction.Promotion => $"Model {change.Model} went into production{Place(change)}",
            DeploymentAction.Rollback => $"Model {change.Model} is back in production{Place(change)}",
            DeploymentAction.Shadow => $"Model {change.Model} is a shadow",
            DeploymentAction.Pilot => string.Create(CultureInfo.InvariantCulture, $"Model {change.Model} answers {100 * change.Share ?? 0:0.##} % of the units"),
            _ => $"Model {change.Model} left shadow and pilot for good",
        };
        var forced = change.Forced ? $", a gate overruled{(change.ApprovedBy is { } second ? $" and approved by {second}" : "")}" : "";
        return what + forced + (change.Reason is { } reason ? $": {reason}" : ".");
    }

    private static string Place(DeploymentChange change) => change.From is { } from ? $" in the place of model {from}" : "";

    private static string Alarm(Silence silence) => silence.Alarm == Silence.All ? "Every alarm is" : $"Alarm {silence.Alarm} is";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonElement Data<T>(T value) => JsonSerializer.SerializeToElement(value, Json.Options);
}

/// <summary>What a dataset or a model was when the audit heard of it.</summary>
/// <param name="Listed">As lists show it.</param>
/// <param name="Files">SHA-256 of its files, by name.</param>
public sealed record AuditedFiles(JsonElement Listed, IReadOnlyDictionary<string, string> Files);
