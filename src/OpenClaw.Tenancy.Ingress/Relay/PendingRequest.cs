using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Limits;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>A request that was sent on and not answered yet.</summary>
internal sealed class PendingRequest(byte[] id, string method, AccessAction action, LimitLease place, long endsAt, bool isAnsweredTwice) : IDisposable
{
    /// <summary>The client's own id, as JSON text.</summary>
    internal ReadOnlySpan<byte> Id => id;

    internal string Method => method;

    internal AccessAction Action => action;

    /// <summary>When it is given up, by the counter of the clock.</summary>
    internal long EndsAt => endsAt;

    /// <summary>Whether a first answer may say that it was accepted, and a second one what came of it.</summary>
    internal bool IsAnsweredTwice => isAnsweredTwice;

    public void Dispose() => place.Dispose();
}
