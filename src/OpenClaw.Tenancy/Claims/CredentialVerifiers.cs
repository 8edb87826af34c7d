using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Claims;

/// <summary>All verifiers of a host: the first that knows a credential decides, and what none knows is refused.</summary>
/// <remarks>A singleton, safe for use by many threads.</remarks>
public sealed partial class CredentialVerifiers
{
    /// <summary>The detail of a refusal when no verifier knows the credential.</summary>
    public const string Unrecognized = "unrecognized";

    private readonly ICredentialVerifier[] _verifiers;
    private readonly Patience _patience;
    private readonly ILogger _logger;
    private readonly ClaimSpans _spans;

    internal CredentialVerifiers(IEnumerable<ICredentialVerifier> verifiers, Patience patience, ILogger logger, ClaimSpans spans) =>
        (_verifiers, _patience, _logger, _spans) = ([.. verifiers], patience, logger, spans);

    /// <summary>Whether the host accepts credentials of its own at all.</summary>
    public bool Any => _verifiers.Length != 0;

    /// <summary>Verifies a credential that came over no connection with a client certificate. One that is bound to a certificate is refused.</summary>
    /// <param name="credential">The credential as it was sent, without its scheme.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <returns>What was found: accepted or refused, never undecided.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public ValueTask<CredentialVerification> VerifyAsync(string credential, CancellationToken cancellationToken) =>
        VerifyAsync(new PresentedCredential(credential), cancellationToken);

    /// <summary>Verifies a credential.</summary>
    /// <param name="credential">The credential, and what it was presented with.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <returns>What was found: accepted or refused, never undecided.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken) =>
        _spans.AreHeard ? VerifyHeardAsync(credential, cancellationToken) : VerifyCoreAsync(credential, cancellationToken);

    private async ValueTask<CredentialVerification> VerifyHeardAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        using Activity? span = _spans.Start(ClaimSpans.Verify);
        CredentialVerification found = await VerifyCoreAsync(credential, cancellationToken).ConfigureAwait(false);
        _spans.Mark(span, found.Claim);
        ClaimSpans.End(span, found.Claim is null ? found.Reason : DenyReason.None);
        return found;
    }

    private async ValueTask<CredentialVerification> VerifyCoreAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        foreach (ICredentialVerifier verifier in _verifiers)
        {
            CredentialVerification found = await AskAsync(verifier, credential, cancellationToken).ConfigureAwait(false);
            if (found.IsMine)
            {
                return found;
            }
        }

        return CredentialVerification.Refused(DenyReason.TokenInvalid, Unrecognized);
    }

    // SECURITY: what a verifier could not decide is unknown, and unknown is refused.
    private async ValueTask<CredentialVerification> AskAsync(ICredentialVerifier verifier, PresentedCredential credential, CancellationToken cancellationToken)
    {
        try
        {
            return await _patience.WaitForAsync(verifier.VerifyAsync(credential, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(_logger, exception.GetType().Name);
            return CredentialVerification.Refused(DenyReason.DependencyUnavailable, "verifier_fault");
        }
    }

    [LoggerMessage(EventId = 1001, EventName = "CredentialVerifierFault", Level = LogLevel.Error, Message = "OCT1001: a credential verifier failed with {ExceptionType}; the credential is refused.")]
    private static partial void LogFault(ILogger logger, string exceptionType);
}
