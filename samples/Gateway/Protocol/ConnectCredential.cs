namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>The credential of a client that could not put it into a header.</summary>
public sealed record ConnectCredential(string Token)
{
    public override string ToString() => nameof(ConnectCredential);
}
