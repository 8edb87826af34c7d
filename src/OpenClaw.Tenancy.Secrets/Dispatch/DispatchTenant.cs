namespace OpenClaw.Tenancy.Secrets.Dispatch;

/// <summary>Whose request it is: asked anew at each attempt, of what said so.</summary>
/// <remarks>SECURITY: nobody outside makes one, so that no other handler or caller says whose a request is.</remarks>
internal sealed class DispatchTenant(Func<TenantId> require)
{
    internal static readonly HttpRequestOptionsKey<DispatchTenant> Key = new("OpenClaw.Tenancy.Dispatch");

    internal TenantId Require() => require();
}
