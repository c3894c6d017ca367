using System.Text.RegularExpressions;
using Azure.Data.Tables;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support.Accounts;

namespace MlFunctions.App.Tests.Upgrades;

/// <summary>Where the documents of a kind are stored.</summary>
/// <param name="Kind">Of a <see cref="Format"/>; null for what has none.</param>
/// <param name="Place">Matches <c>table/partition/row</c> or <c>container/blob</c>.</param>
internal sealed record StoredKind(string? Kind, Regex Place)
{
    public static IReadOnlyList<StoredKind> OfRows { get; } =
    [
        Of("task definition", "Tasks/"),
        Of("dataset", @"Datasets/[^/]+/\d"),
        Of("time at which datasets were last due", "Datasets/[^/]+/~look"),
        Of(null, "Datasets/[^/]+/~(Training|Validation)-"), // which version has some content
        Of("upload", @"Uploads/[^/]+/\d"),
        Of("part of an upload", "Uploads/[^/]+/~[^.]+[.]"),
        Of(null, "Uploads/[^/]+/~[^.]+$"), // that it takes parts
        Of("training", @"Trainings/[^/]+/\d"),
        Of("retraining", "Trainings/[^/]+/~retraining[.]"),
        Of("model", "Models/"),
        Of("deployment change", @"Deployments/[^/~]+/\d"),
        Of("deployment pointer", "Deployments/[^/]+/~pointer"),
        Of("forced promotion", @"Deployments/[^/]+~forced/\d"),
        Of("outcome", "Outcomes/"),
        Of("metric sums of a window", "Metrics/[^/]+/[a-z]"),
        Of("partial sums of an instance", "Metrics/[^/]+/~p[.]"),
        Of("marks of merged partial sums", "Metrics/[^/]+/~marks"),
        Of("curve of label delays", "Metrics/[^/]+/~delays"),
        Of("alarm", "Alarms/[^/]+/state[.]"),
        Of("alarm change", "Alarms/[^/]+/change[.]"),
        Of("silence", "Alarms/[^/]+/silence[.]"),
        Of("ticket event", "Tickets/tickets/event[.]"),
        Of("ticket", "Tickets/tickets/list[.]"),
        Of("ticket mark", "Tickets/tickets/(due|bundle)[.]"),
        Of("message to be sent", "Tickets/tickets/send[.]"),
        Of("team", "OnCall/teams/[^~]"),
        Of("mark of changed teams", "OnCall/teams/~changed"),
        Of("on-call override", "OnCall/overrides[.]"),
        Of("audit", "Audit/audit/~head"),
        Of(null, @"Audit/audit/(\d|~key[.])"), // every column is verified; the format stands in the head
        Of("marks of audited changes", "Audit/marks/"),
    ];

    public static IReadOnlyList<StoredKind> OfBlobs { get; } =
    [
        Of("dataset profile", @"datasets/[^/]+/\d+/profile[.]json"),
        Of("dataset lineage", @"datasets/[^/]+/\d+/lineage[.]csv"),
        Of(null, @"datasets/[^/]+/\d+/rows[.]"), // as people upload them
        Of(null, "uploads/"), // parts as people send them
        Of("model card", @"models/[^/]+/\d+/card[.]json"),
        Of("model profile", @"models/[^/]+/\d+/profile[.]json"),
        Of("evaluation of a model", @"models/[^/]+/\d+/evaluation[.]csv"),
        Of("gate evidence", @"models/[^/]+/\d+/evidence[.]json"),
        Of("score of a model", @"models/[^/]+/\d+/scores/"),
        Of(null, @"models/[^/]+/\d+/model[.]zip"), // its manifest has its format
        Of("prediction log", "predictions/"),
        Of("shadow log", "shadows/"),
        Of("bundle", "tickets/"),
        Of("review", "reviews/"),
        Of("timer status", "timers/"),
    ];

    /// <summary>Every row and blob of an account: where it is, its kind, and the format that it states.</summary>
    /// <exception cref="InvalidOperationException">Of some place no kind is known, or two are.</exception>
    public static IEnumerable<(string Place, string? Kind, int? Format)> Of(StoredAccount account) =>
    [
        .. account.Tables.SelectMany(table => table.Value.Select(row => (Place: $"{table.Key}/{row.PartitionKey}/{row.RowKey}", row))).Select(one => (one.Place, KindOf(OfRows, one.Place), FormatOf(one.row))),
        .. account.Blobs.Select(blob => (blob.Path, KindOf(OfBlobs, blob.Path), FormatOf(blob))),
    ];

    private static StoredKind Of(string? kind, string place) => new(kind, new Regex("^" + place));

    private static string? KindOf(IReadOnlyList<StoredKind> kinds, string place) => kinds.Where(kind => kind.Place.IsMatch(place)).ToArray() is [var one]
        ? one.Kind
        : throw new InvalidOperationException($"Say in StoredKind what kind of document {place} is.");

    private static int? FormatOf(TableEntity row) => row.GetInt32(Format.Column);

    private static int? FormatOf(StoredBlob blob) => blob.Metadata.FirstOrDefault(entry => entry.Key.Equals(Format.Entry, StringComparison.OrdinalIgnoreCase)).Value is { } number ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : null;
}
