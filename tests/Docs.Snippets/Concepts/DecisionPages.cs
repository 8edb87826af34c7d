using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;

namespace Docs.Snippets.Concepts;

public sealed class DecisionPages(PolicyEngine engine, TimeProvider time)
{
    public bool Ask(VerifiedTenantClaim claim, RunRef run)
    {
        // <snippet name="decide">
        AccessAction stop = engine.Action("operator.write", "runs.stop");   // the same object each time: keep it
        var request = new AccessRequest(claim, stop, run.ToResource(), time.GetUtcNow());
        AccessDecision decision = engine.Decide(in request);                // records nothing, mints nothing
        // </snippet>
        return decision.IsAllowed;
    }

    // <snippet name="authorize">
    public async Task<IResult> StopAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        AccessResult result = await engine.AuthorizeAsync(request, cancellationToken);
        return result.IsAllowed
            ? Results.Ok(Stop(result.Permit))
            : Problem.For(result.Decision.Reason).ToResult();
    }
    // </snippet>

    // <snippet name="demand">
    private string Stop(AccessPermit permit)
    {
        string run = permit.ResourceId ?? throw new ArgumentException("The permit is for a collection.", nameof(permit));
        TenantId tenant = engine.Demand(permit, engine.Action("operator.write", "runs.stop"), run);
        return $"{tenant}/{run}";
    }
    // </snippet>
}
