using System.Text.Json;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Audit;

/// <summary>What the audit says of datasets and models, gathered while its rows pass by.</summary>
internal sealed class AuditedThings
{
    private readonly Dictionary<string, AuditEntry> entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> deletions = new(StringComparer.Ordinal);

    public void Add(AuditEntry? entry)
    {
        if (entry is { Action: AuditAction.Dataset or AuditAction.Model })
            entries[entry.Key] = entry;
        else if (entry is { Action: AuditAction.Deletion })
            deletions.Add(entry.Key);
    }

    /// <summary>Those of a kind, by key.</summary>
    public Dictionary<string, AuditedFiles?> Of(AuditAction kind) =>
        entries.Values.Where(entry => entry.Action == kind).ToDictionary(entry => entry.Key, entry => Read(entry.Document), StringComparer.Ordinal);

    /// <summary>Whether retention has deleted files of what an entry is about.</summary>
    public bool IsDeleted(string key) => deletions.Contains(AuditEntries.DeletionKey(key));

    /// <summary>Null where it cannot be read.</summary>
    private static AuditedFiles? Read(JsonElement? document)
    {
        try
        {
            return document?.Deserialize<AuditedFiles>(Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
