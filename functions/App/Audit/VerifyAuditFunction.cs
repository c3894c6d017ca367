using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Audit;

/// <summary>Says whether the audit, and every model and dataset that it tells of, is as it was written, and names the first that is not.</summary>
public sealed class VerifyAuditFunction(AuditVerifier verifier)
{
    private static readonly string[] Scopes = ["chain", "models", "datasets"];

    [Function("VerifyAudit")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "audit/verification")] HttpRequest request, CancellationToken cancel)
    {
        var scope = request.Text("scope");
        if (scope is not null && !Scopes.Contains(scope))
            return new Invalid($"scope={scope} is none of {string.Join(", ", Scopes)}; leave it out for all.").ToHttp();
        AuditHead? pin = null;
        if (request.Text("number") is not null || request.Text("hash") is not null)
        {
            if (!Names.TryVersion(request.Text("number") ?? "", out var number) || request.Text("hash") is not { } hash)
                return new Invalid("number and hash go together: those of a head that was answered before.").ToHttp();
            pin = new(number, hash);
        }

        return Answers.Ok(await verifier.VerifyAsync(pin, scope is null or "models", scope is null or "datasets", cancel));
    }
}
