using System.Text.Json;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>Of one call the inputs whose units are in the pilot, and the others.</summary>
internal sealed class PilotedInputs
{
    private readonly List<PredictionInput> inputs = [];
    private readonly List<PredictionInput> others = [];
    private readonly int[] places;

    private PilotedInputs(LivePilot pilot, LoadedModel model, PredictionCall call)
    {
        (Model, places) = (model, new int[call.Request.Inputs.Count]);
        for (var place = 0; place < places.Length; place++)
        {
            var input = call.Request.Inputs[place];
            if (pilot.Units.Has(call.UnitOf(input)) && Read(pilot, model, input) is { } own)
            {
                places[place] = inputs.Count;
                inputs.Add(own);
            }
            else
            {
                places[place] = ~others.Count;
                others.Add(input);
            }
        }
    }

    /// <summary>Who answers them.</summary>
    public LoadedModel Model { get; }

    /// <summary>As its columns read them.</summary>
    public IReadOnlyList<PredictionInput> Inputs => inputs;

    /// <summary>Those that production answers.</summary>
    public IReadOnlyList<PredictionInput> Others => others;

    /// <summary>Null where production answers all.</summary>
    public static PilotedInputs? Of(PredictionCall call) =>
        call.Serving.Pilot is { Model.Value: { } model } pilot && new PilotedInputs(pilot, model, call) is { Inputs.Count: > 0 } piloted ? piloted : null;

    /// <summary>Whether the pilot answers the call's input at a place.</summary>
    /// <param name="place">Among all of the call.</param>
    /// <param name="among">Its place among <see cref="Inputs"/>, or else <see cref="Others"/>.</param>
    public bool At(int place, out int among)
    {
        among = places[place] < 0 ? ~places[place] : places[place];
        return places[place] >= 0;
    }

    /// <summary>Null where the pilot's columns do not take it: what production takes is answered.</summary>
    private static PredictionInput? Read(LivePilot pilot, LoadedModel model, PredictionInput input)
    {
        if (pilot.SharesRows)
            return input;
        var reader = new Utf8JsonReader(input.Json.Span);
        reader.Read();
        var errors = new List<FieldError>();
        var own = model.Inputs.Read(ref reader, input.Json, "/input", errors);
        return errors.Count == 0 ? own : null;
    }
}
