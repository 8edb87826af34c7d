using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>What a request to a runtime is sent for. It goes along with the request, and not over the wire.</summary>
/// <param name="Permit">The permit under which each attempt gets its token.</param>
/// <param name="Call">The call.</param>
internal sealed record RuntimeOrder(AccessPermit Permit, RuntimeCall Call)
{
    private static readonly HttpRequestOptionsKey<RuntimeOrder> Key = new("ControlPlane.Order");

    internal static RuntimeOrder Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out RuntimeOrder? order) ? order : throw new InvalidOperationException("The request was not made by RuntimeClient.");

    internal void PutOn(HttpRequestMessage request) => request.Options.Set(Key, this);
}
