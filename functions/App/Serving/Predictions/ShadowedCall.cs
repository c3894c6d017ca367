using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>What production answered of one call, copied out of memory that the next call uses again.</summary>
internal sealed class ShadowedCall
{
    /// <summary>Of a larger call the first inputs are taken, so that a copy costs no answer much.</summary>
    public const int MostInputs = 100;

    private const int BytesOfACell = sizeof(double) + sizeof(long);
    private const int BytesBeside = 200;

    private readonly ShadowBacklog backlog;
    private readonly LogReceipt receipt;

    public ShadowedCall(ShadowBacklog backlog, PredictionCall call, PilotedInputs? piloted, PredictionReply answer, LogReceipt receipt)
    {
        var (serving, production, request) = (call.Serving, call.Production, call.Request);
        (this.backlog, this.receipt, Serving, Production, At) = (backlog, receipt, serving, production.Version, call.At);
        var withJson = serving.Shadows.Any(shadow => !shadow.SharesRows);
        var inputs = new List<ShadowedInput>(Math.Min(MostInputs, request.Inputs.Count));
        for (var place = 0; place < request.Inputs.Count && inputs.Count < MostInputs; place++)
        {
            if (piloted?.At(place, out _) == true)
                continue;
            var (output, row, length) = answer.Copy(place);
            var input = Copy(request.Inputs[place], withJson);
            inputs.Add(new(input, output, row, length));
            Bytes += BytesBeside + output.Length + input.Json.Length + ((long)input.Rows.Count * production.Model.Columns.Count * BytesOfACell);
        }

        Inputs = inputs;
    }

    /// <summary>The task, and the shadows that it had.</summary>
    public LiveTask Serving { get; }

    /// <summary>Who answered.</summary>
    public int Production { get; }

    /// <summary>When it came.</summary>
    public DateTimeOffset At { get; }

    public IReadOnlyList<ShadowedInput> Inputs { get; }

    /// <summary>About what it takes in memory.</summary>
    public long Bytes { get; }

    /// <summary>The id of an answer; null where it has none.</summary>
    public string? Id(ShadowedInput input) => receipt.Id(input.Row, input.Length);

    /// <summary>Says that the answer is on its way.</summary>
    public void Offer() => backlog.Add(this);

    private static PredictionInput Copy(PredictionInput input, bool withJson) => input with
    {
        Ids = input.Ids.Count == 0 ? input.Ids : [.. input.Ids.Select(id => (ReadOnlyMemory<byte>)id.ToArray())],
        Json = withJson ? input.Json.ToArray() : default,
    };
}

/// <summary>An input and what production made of it.</summary>
/// <param name="Input">Its rows, and its JSON where a shadow has other columns.</param>
/// <param name="Output">The answer's JSON.</param>
/// <param name="Row">Where its row begins among the lines of the call.</param>
/// <param name="Length">The row's bytes.</param>
internal sealed record ShadowedInput(PredictionInput Input, byte[] Output, int Row, int Length);
