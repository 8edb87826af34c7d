using OpenClaw.Tenancy.Limits;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Limits;

/// <summary>A limiter that answers as a test says, and counts how often it was asked.</summary>
public sealed class FaultyLimiter(Func<CancellationToken, ValueTask<LimitLease>> answer) : IRequestLimiter
{
    public int Asked { get; private set; }

    /// <summary>Whether its last answer was one.</summary>
    public bool Says { get; private set; }

    public ValueTask<LimitLease> AcquireAsync(LimitedRequest request, CancellationToken cancellationToken)
    {
        Asked++;
        ValueTask<LimitLease> said = answer(cancellationToken);
        Says = said.IsCompletedSuccessfully && said.Result is not null;
        return said;
    }
}
