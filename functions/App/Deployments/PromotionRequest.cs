using MlFunctions.Domain;
using MlFunctions.Domain.Models;

namespace MlFunctions.App.Deployments;

/// <summary>Which model is to move where.</summary>
/// <param name="Model">Its version.</param>
/// <param name="To">The stage; production.</param>
/// <param name="Force">Whether to overrule a gate that is not passed; then a reason is required.</param>
/// <param name="Reason">Why, for the record.</param>
public sealed record PromotionRequest(int? Model, ModelStage? To, bool Force = false, string? Reason = null)
{
    /// <summary>The request, if it is whole.</summary>
    public Result<PromotionRequest> Check()
    {
        FieldError[] errors = [.. Errors()];
        return errors.Length == 0 ? this : new Invalid($"{errors[0].Pointer}: {errors[0].Detail}", errors);
    }

    private IEnumerable<FieldError> Errors()
    {
        if (Model is null)
            yield return new("/model", "Give the version of the model to promote.");
        if (To != ModelStage.Production)
            yield return new("/to", "Give \"production\": it is the stage that a model can be promoted to.");
        if (Force && string.IsNullOrWhiteSpace(Reason))
            yield return new("/reason", "A forced promotion needs a reason.");
    }
}
