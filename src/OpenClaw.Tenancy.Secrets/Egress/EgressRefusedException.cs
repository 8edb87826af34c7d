namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>An outbound call was refused before anything of it was sent to where it was going.</summary>
/// <remarks>
/// A refusal is a value wherever it can be. An <see cref="HttpClient"/> and a stream have no other way to say one than an exception, so that
/// theirs is this. It is recorded when it is made. It holds neither the address that was asked for nor anything of a credential.
/// </remarks>
public sealed class EgressRefusedException : HttpRequestException
{
    internal EgressRefusedException(EgressRefusalReason reason)
        : base(HttpRequestError.Unknown, $"The outbound call was refused ({reason.ToCode()}). The tenant's audit trail has the record.") => Reason = reason;

    /// <summary>Why.</summary>
    public EgressRefusalReason Reason { get; }
}
