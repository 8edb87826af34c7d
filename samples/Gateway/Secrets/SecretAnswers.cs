using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets;

namespace OpenClaw.Tenancy.Samples.Gateway.Secrets;

/// <summary>What the outside learns of a change of secrets, and what the trail does.</summary>
public sealed class SecretAnswers(TenantContext tenant, RefusalTrail trail)
{
    public IResult Of(HttpContext context, SecretChange change) => change.IsDone ? Results.NoContent() : Refused(context, change.Fault, change.Reason);

    public IResult Refused(HttpContext context, SecretFault fault, DenyReason reason)
    {
        Problem problem = For(fault, reason);

        // What the engine has refused it has recorded; that the act was tried stands there before it.
        if (fault is not (SecretFault.Denied or SecretFault.AuditUnavailable))
        {
            trail.Record(context, tenant.Claim, tenant.Permit.Action.Name, context.GetRouteValue("name") as string, problem.Code);
        }

        return problem.ToResult();
    }

    private static Problem For(SecretFault fault, DenyReason reason) => fault switch
    {
        SecretFault.NotFound or SecretFault.Retired or SecretFault.Revoked or SecretFault.Expired => Problem.NotFound,
        SecretFault.Denied => Problem.For(reason),
        SecretFault.TooLarge => Problem.InvalidRequest,
        SecretFault.TooMany or SecretFault.Conflict => Problem.Conflict,
        _ => Problem.DependencyUnavailable,
    };
}
