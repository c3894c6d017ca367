using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>
/// The answer to a prediction call: one <c>{ "id", "model", "output" }</c>, or <c>{ "predictions": [ … ] }</c> in the inputs' order. It is written as lines of the log, out of which the
/// outputs are answered, in memory that the next call uses again.
/// </summary>
internal sealed class PredictionReply : IResult, IDisposable
{
    /// <summary>More than this is not kept for the next call.</summary>
    private const int MostKept = 256 << 10;

    private const int MostPooled = 256;

    private readonly ArrayBufferWriter<byte> lines = new(2048);
    private readonly ArrayBufferWriter<byte> body = new(512);
    private readonly List<Place> places = [];
    private readonly Scoring scoring = new();
    private readonly Scoring pilotScoring = new();
    private readonly Utf8JsonWriter json;
    private ObjectPool<PredictionReply>? pool;
    private LogReceipt receipt;
    private ShadowedCall? shadowed;
    private bool isBatch;

    private PredictionReply() => json = new Utf8JsonWriter(lines, LogRow.Writing);

    /// <summary>Answers for all calls, as many as are under way at the same time.</summary>
    public static ObjectPool<PredictionReply> NewPool() => new DefaultObjectPool<PredictionReply>(new Reuse(), MostPooled);

    /// <summary>The rows of the log, each with its line feed.</summary>
    public ReadOnlySpan<byte> Lines => lines.WrittenSpan;

    public int Rows => places.Count;

    /// <summary>What production answered, until it is told to forget.</summary>
    public Scoring Scoring => scoring;

    /// <summary>What the pilot answered, until it is told to forget.</summary>
    public Scoring PilotScoring => pilotScoring;

    /// <summary>The version of the model that answered; of production's where there were two.</summary>
    public int Model { get; private set; }

    /// <summary>Of the one row of a call that is no batch; null where there are more, or no id.</summary>
    public string? Id => isBatch ? null : receipt.Id(places[0].Row, places[0].Next - places[0].Row);

    /// <summary>Answers every input by the model that it is assigned to.</summary>
    /// <param name="owner">Takes this back once it is sent.</param>
    /// <param name="call">What is asked.</param>
    /// <param name="piloted">The inputs that a pilot answers; null where there are none.</param>
    /// <param name="time">Measures how long it takes.</param>
    public void Write(ObjectPool<PredictionReply> owner, PredictionCall call, PilotedInputs? piloted, TimeProvider time)
    {
        var (production, request) = (call.Production, call.Request);
        var others = piloted?.Others ?? request.Inputs;
        (pool, Model, isBatch, shadowed) = (owner, (others.Count > 0 ? production : piloted!.Model).Version, request.IsBatch, null);
        lines.ResetWrittenCount();
        places.Clear();
        var started = time.GetTimestamp();
        if (others.Count > 0)
            scoring.Score(production.Model, others);
        if (piloted is not null)
            pilotScoring.Score(piloted.Model.Model, piloted.Inputs);
        for (var place = 0; place < request.Inputs.Count; place++)
        {
            var input = request.Inputs[place];
            var (model, scores, answer) = piloted is null ? (production, scoring, place)
                : piloted.At(place, out var among) ? (piloted.Model, pilotScoring, among) : (production, scoring, among);
            var row = lines.WrittenCount;
            json.Reset();
            LogRow.Begin(json, call.At, model.Version, call.UnitOf(input), input.Json.Span);
            json.Flush();
            var output = lines.WrittenCount;
            scores.Write(json, call.Serving.Definition, answer);
            json.Flush();
            var end = lines.WrittenCount;
            LogRow.End(json, time.GetElapsedTime(started).TotalMilliseconds);
            json.Flush();
            lines.Write("\n"u8);
            places.Add(new Place(model.Version, row, output, end, lines.WrittenCount));
        }
    }

    /// <summary>Hands what production answered to its shadows once it is sent.</summary>
    public void ShadowBy(ShadowedCall call) => shadowed = call;

    /// <summary>A copy of one of the outputs, with the place of its row among the call's lines.</summary>
    public (byte[] Output, int Row, int Length) Copy(int place)
    {
        var (_, row, output, end, next) = places[place];
        return (lines.WrittenSpan[output..end].ToArray(), row, next - row);
    }

    /// <summary>Takes the rows' ids, which go out with the outputs.</summary>
    public void Identify(LogReceipt kept)
    {
        receipt = kept;
        body.ResetWrittenCount();
        if (isBatch)
            body.Write("{\"predictions\":["u8);
        for (var i = 0; i < places.Count; i++)
        {
            if (i > 0)
                body.Write(","u8);
            Write(places[i]);
        }

        if (isBatch)
            body.Write("]}"u8);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.WrittenCount;
        response.BodyWriter.Write(body.WrittenSpan);
        var call = shadowed;
        shadowed = null;
        pool!.Return(this);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        call?.Offer();
    }

    /// <summary>Lets go of the call's inputs.</summary>
    public void Forget()
    {
        scoring.Forget();
        pilotScoring.Forget();
    }

    public void Dispose() => json.Dispose();

    private void Write(Place place)
    {
        if (receipt.IsKept)
        {
            body.Write("{\"id\":\""u8);
            body.Advance(receipt.WriteId(place.Row, place.Next - place.Row, body.GetSpan(PredictionId.MaxLength)));
            body.Write("\",\"model\":"u8);
        }
        else
        {
            body.Write("{\"id\":null,\"model\":"u8);
        }

        place.Model.TryFormat(body.GetSpan(11), out var digits);
        body.Advance(digits);
        body.Write(",\"output\":"u8);
        body.Write(lines.WrittenSpan[place.Output..place.End]);
        body.Write("}"u8);
    }

    /// <summary>Who answered, where the row begins, its output begins and ends, and the next row begins.</summary>
    private readonly record struct Place(int Model, int Row, int Output, int End, int Next);

    private sealed class Reuse : PooledObjectPolicy<PredictionReply>
    {
        public override PredictionReply Create() => new();

        public override bool Return(PredictionReply obj) => obj.lines.Capacity + obj.body.Capacity <= MostKept;
    }
}
