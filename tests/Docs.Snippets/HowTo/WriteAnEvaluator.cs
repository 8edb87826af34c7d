using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.DependencyInjection;

namespace Docs.Snippets.HowTo;

// <snippet name="evaluator-sync">
public sealed class OfficeHours : IAccessEvaluator
{
    public PolicyVerdict Evaluate(in AccessRequest request)
    {
        if (request.Action?.RequiredScope != "operator.write")
        {
            return PolicyVerdict.NotApplicable;
        }

        return request.Now.Hour is >= 8 and < 18 ? PolicyVerdict.Allow : PolicyVerdict.Forbid;
    }
}
// </snippet>

// <snippet name="evaluator-async">
public interface ILegalHolds
{
    ValueTask<bool> IsHeldAsync(string resource, CancellationToken cancellationToken);
}

public sealed class NoDeletionUnderHold(ILegalHolds holds) : IAsyncAccessEvaluator
{
    public async ValueTask<PolicyVerdict> EvaluateAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        if (request.Action?.Name != "runs.delete" || request.Resource.Id is not { } run)
        {
            return PolicyVerdict.NotApplicable;
        }

        return await holds.IsHeldAsync(run, cancellationToken) ? PolicyVerdict.Forbid : PolicyVerdict.Allow;
    }
}
// </snippet>

public static class WriteAnEvaluator
{
    public static void Add(TenancyBuilder builder)
    {
        // <snippet name="evaluator-add">
        builder.AddEvaluator<OfficeHours>().AddAsyncEvaluator<NoDeletionUnderHold>();
        // </snippet>
    }
}
