using OpenClaw.Tenancy.Authorization;

namespace Docs.Snippets.Diagnostics;

public sealed class DraftsOnly : IAccessEvaluator
{
    // <snippet name="oct1002">
    public PolicyVerdict Evaluate(in AccessRequest request)
    {
        if (request.Resource.Id is not { } id)
        {
            return PolicyVerdict.NotApplicable;     // a whole collection has no id
        }

        return id.StartsWith("draft-", StringComparison.Ordinal) ? PolicyVerdict.Allow : PolicyVerdict.Forbid;
    }
    // </snippet>
}
