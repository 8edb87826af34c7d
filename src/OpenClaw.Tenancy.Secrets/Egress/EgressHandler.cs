using System.Net;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Sends the requests of one opened connector: judges each hop, and puts the credential on where the connector says so.</summary>
internal sealed class EgressHandler(TenantConnector connector, ConnectorCredential credential, EgressOptions options, TimeProvider time) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RequireOwnHeaders(request);
        request.Options.Set(ConnectionPools.Handle, connector);

        // One source for both, because this is done for each request.
        using var end = new CancellationTokenSource(options.RequestTimeout, time);
        using CancellationTokenRegistration caller = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), end);
        try
        {
            return await FollowAsync(request, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (end.IsCancellationRequested)
        {
            throw cancellationToken.IsCancellationRequested
                ? new TaskCanceledException(exception.Message, innerException: null, cancellationToken)
                : new TaskCanceledException("The outbound call took longer than EgressOptions.RequestTimeout.", new TimeoutException());
        }
        catch (HttpRequestException exception) when (exception.InnerException is EgressRefusedException refused)
        {
            // The connection pool wraps what the guard says. It is recorded already.
            throw new EgressRefusedException(refused.Reason);
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri? first = request.RequestUri;
        bool isAtHome = true;
        for (int hop = 0; ; hop++)
        {
            HttpResponseMessage response = await SendOnceAsync(request, isAtHome, cancellationToken).ConfigureAwait(false);
            if (options.MaxRedirects == 0 || !Redirection.IsOne(response))
            {
                return response;
            }

            using (response)
            {
                Uri next = Redirection.Target(request, response) is { } target && hop < options.MaxRedirects
                    ? target : throw connector.Refuse(EgressRefusalReason.Redirect, request.RequestUri?.Host);

                // SECURITY: once the way has led to another host, the credential stays off, also where it leads back.
                if (isAtHome && !Redirection.IsSameOrigin(first, next))
                {
                    isAtHome = false;
                    Redirection.Forget(request, connector.Policy.Header);
                }

                Redirection.Apply(request, response.StatusCode, next);
            }
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, bool isAtHome, CancellationToken cancellationToken)
    {
        EgressRefusalReason reason = connector.IsOpen ? connector.Policy.Judge(request.RequestUri) : EgressRefusalReason.Ended;
        if (reason != EgressRefusalReason.None)
        {
            throw connector.Refuse(reason, HostOf(request.RequestUri));
        }

        string host = request.RequestUri!.Host;
        if (!isAtHome || !connector.Policy.TakesSecret(host))
        {
            return Watched(await connector.Pool.SendAsync(request, cancellationToken).ConfigureAwait(false));
        }

        string value = await credential.ReadAsync(cancellationToken).ConfigureAwait(false) ?? throw connector.Refuse(EgressRefusalReason.Credential, host);
        try
        {
            request.Headers.TryAddWithoutValidation(connector.Policy.Header, value);
            return Watched(await connector.Pool.SendAsync(request, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            // The request outlives its way; what was on it does not.
            request.Headers.Remove(connector.Policy.Header);
        }
    }

    private void RequireOwnHeaders(HttpRequestMessage request)
    {
        // SECURITY: HTTP/3 does not go through the connect callback.
        EgressRefusalReason reason = request.Version.Major > 2 || request.VersionPolicy == HttpVersionPolicy.RequestVersionOrHigher ? EgressRefusalReason.Protocol
            : request.Headers.NonValidated.Contains(connector.Policy.Header) || request.Headers.NonValidated.Contains("Authorization")
                || request.Headers.NonValidated.Contains("Proxy-Authorization") || request.Headers.NonValidated.Contains("Host") ? EgressRefusalReason.Header
            : EgressRefusalReason.None;
        if (reason != EgressRefusalReason.None)
        {
            throw connector.Refuse(reason, HostOf(request.RequestUri));
        }
    }

    private HttpResponseMessage Watched(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            response.Content = new UpgradedContent(connector, response.Content);
        }

        return response;
    }

    private static string? HostOf(Uri? uri)
    {
        try
        {
            return uri is { IsAbsoluteUri: true } ? uri.Host : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
