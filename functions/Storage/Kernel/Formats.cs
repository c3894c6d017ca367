using System.Text.Json.Nodes;

namespace MlFunctions.Storage.Kernel;

/// <summary>
/// The formats of everything that is stored, listed once. A kind gets a new format, by a function that upgrades the one before and a comment that says what changed, when an older version of the application
/// would misread the document (a new word of an enum, a field that means something else), or would lose by writing it back what must not be lost (it drops fields that it does not know). Readable
/// columns beside a document are filtered by as they were written: an upgrade does not change them.
/// </summary>
public static class Formats
{
    private static readonly List<Format> Listed = [];

    // Tables.
    internal static readonly Format TaskDefinition = New("task definition");
    internal static readonly Format Dataset = New("dataset");
    internal static readonly Format DatasetSchedule = New("time at which datasets were last due");
    internal static readonly Format Upload = New("upload");
    internal static readonly Format UploadPart = New("part of an upload");
    internal static readonly Format Training = New("training");
    internal static readonly Format Retraining = New("retraining");
    internal static readonly Format Model = New("model");
    internal static readonly Format DeploymentChange = New("deployment change");
    internal static readonly Format DeploymentPointer = New("deployment pointer");
    internal static readonly Format ForcedPromotion = New("forced promotion");
    internal static readonly Format Outcome = New("outcome");
    internal static readonly Format MetricSums = New("metric sums of a window");
    internal static readonly Format PartialSums = New("partial sums of an instance");
    internal static readonly Format MergeMarks = New("marks of merged partial sums");
    internal static readonly Format DelayCurve = New("curve of label delays");
    internal static readonly Format Alarm = New("alarm");
    internal static readonly Format AlarmChange = New("alarm change");
    internal static readonly Format Silence = New("silence");
    internal static readonly Format TicketEvent = New("ticket event");
    internal static readonly Format Ticket = New("ticket");
    internal static readonly Format TicketMark = New("ticket mark");
    internal static readonly Format Delivery = New("message to be sent");
    internal static readonly Format Team = New("team");
    internal static readonly Format TeamMark = New("mark of changed teams");
    internal static readonly Format Override = New("on-call override");
    internal static readonly Format Audit = New("audit");
    internal static readonly Format AuditMarks = New("marks of audited changes");

    // Blobs. The file of a model has its format in its manifest; rows of datasets and parts of uploads are bytes as people send them, described by the dataset and the upload.
    internal static readonly Format DatasetProfile = New("dataset profile");
    internal static readonly Format Lineage = New("dataset lineage");
    internal static readonly Format ModelCard = New("model card");
    internal static readonly Format ModelProfile = New("model profile");
    internal static readonly Format Evaluation = New("evaluation of a model");
    internal static readonly Format Evidence = New("gate evidence");
    internal static readonly Format Score = New("score of a model");
    internal static readonly Format PredictionLog = New("prediction log");
    internal static readonly Format ShadowLog = New("shadow log");
    internal static readonly Format Bundle = New("bundle");
    internal static readonly Format Review = New("review");
    internal static readonly Format TimerStatus = New("timer status");

    public static IReadOnlyList<Format> All => Listed;

    private static Format New(string kind, params Func<JsonNode, JsonNode>[] upgrades)
    {
        var format = new Format(kind, upgrades);
        Listed.Add(format);
        return format;
    }
}
