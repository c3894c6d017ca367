using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Audit;

/// <summary>What the audit says of changes; each area has more of its own. The same change always gives the same entry, whoever tells it.</summary>
public static class AuditEntries
{
    /// <summary>In the place of a name, where nobody gave theirs.</summary>
    public const string Unnamed = "unnamed";

    public static string DatasetKey(TaskName task, int version) => FormattableString.Invariant($"dataset/{task}/{version}");

    public static string ModelKey(TaskName task, int version) => FormattableString.Invariant($"model/{task}/{version}");

    /// <summary>Of the entry that tells of a deletion.</summary>
    /// <param name="key">Of the entry about what was deleted.</param>
    public static string DeletionKey(string key) => $"deletion/{key}";

    /// <param name="before">The definition before; null of the first.</param>
    /// <param name="after">The one that was declared.</param>
    /// <param name="at">When, as far as is known.</param>
    public static AuditEntry Definition(TaskDefinition? before, TaskDefinition after, DateTimeOffset at)
    {
        var changes = FieldChange.Between(before, after);
        var detail = before is null ? $"Task {after.Name} was declared." : $"Definition {after.Version} of task {after.Name} changed {string.Join(", ", changes.Select(change => change.Path).Take(10))}{(changes.Count > 10 ? " …" : "")}.";
        return new(FormattableString.Invariant($"policy/{after.Name}/{after.Version}"), at, AuditAction.Policy, after.Name, Unnamed, detail, Data(changes));
    }

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

    /// <summary>A value as an entry holds it.</summary>
    public static JsonElement Data<T>(T value) => JsonSerializer.SerializeToElement(value, Json.Options);
}

/// <summary>What a dataset or a model was when the audit heard of it.</summary>
/// <param name="Listed">As lists show it.</param>
/// <param name="Files">SHA-256 of its files, by name.</param>
public sealed record AuditedFiles(JsonElement Listed, IReadOnlyDictionary<string, string> Files);
