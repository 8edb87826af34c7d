namespace OpenClaw.Tenancy.Ingress;

/// <summary>How a gateway knows the ingress: its <c>gateway.auth.mode</c>.</summary>
public enum CellAuth
{
    /// <summary>Not said. The default, and an error.</summary>
    Unspecified = 0,

    /// <summary><c>token</c>: by the cell's own credential, which is leased from the secrets.</summary>
    Token,

    /// <summary><c>trusted-proxy</c>: by its address and the headers that it makes from the claim. The gateway holds whoever connects to what the claim holds.</summary>
    TrustedProxy,
}
