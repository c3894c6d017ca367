using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Rollout.Deployments;

/// <summary>Which model is to move where.</summary>
/// <param name="Model">Its version.</param>
/// <param name="To">The stage: shadow, pilot or production.</param>
/// <param name="Force">Whether a gate that is closed is to be overruled; then a reason and a name are required, and another person's approval.</param>
/// <param name="Reason">Why, for the record.</param>
/// <param name="By">Who asks.</param>
public sealed record PromotionRequest(int? Model, ModelStage? To, bool Force = false, string? Reason = null, string? By = null)
{
    /// <summary>The request, if it is whole.</summary>
    public Result<PromotionRequest> Check()
    {
        FieldError[] errors = [.. Errors()];
        return errors.Length == 0 ? this with { Reason = Reason.OrNull(), By = By.OrNull() } : errors.Refuse();
    }

    private IEnumerable<FieldError> Errors()
    {
        if (Model is null)
            yield return new("/model", "Give the version of the model to promote.");
        if (To is not (ModelStage.Shadow or ModelStage.Pilot or ModelStage.Production))
            yield return new("/to", "Give \"shadow\", \"pilot\" or \"production\": these are the stages that a model can be promoted to.");
        IEnumerable<FieldError> texts =
        [
            .. Reason.Check("/reason", Texts.Long, Force ? "A forced promotion needs a reason." : null),
            .. By.Check("/by", Texts.Name, Force ? "A forced promotion needs the name of who asks for it, because another person must approve it." : null),
        ];
        foreach (var error in texts)
            yield return error;
    }
}
