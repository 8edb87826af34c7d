using System.Net.Http.Headers;

namespace OpenClaw.Tenancy.Secrets.Dispatch;

/// <summary>Sends requests of one tenant to the deployment that is that tenant's, and no others; and tries again what may be tried again.</summary>
/// <remarks>
/// Each attempt is the same request: tenant, method, address, body and idempotency key. What goes with one attempt alone, such as a token
/// that is used once, a handler further in puts on. It is no success that was none: the last answer is given back as it came, and what
/// took too long or could not be reached is thrown. A redirect is an answer too, and the handler at the end of the chain must not follow
/// it: a deployment is its tenant's own, and would send what is this tenant's wherever it likes. Safe for use by many threads.
/// </remarks>
public sealed class TenantDispatchHandler : DelegatingHandler
{
    private readonly TenantId _deployment;
    private readonly TenantDispatchOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes the handler of one deployment.</summary>
    /// <param name="deployment">The tenant that the deployment belongs to.</param>
    /// <param name="options">How often and how long. Default: those of <see cref="TenantDispatchOptions"/>.</param>
    /// <param name="time">The clock. Default: the machine's.</param>
    public TenantDispatchHandler(TenantId deployment, TenantDispatchOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        (_deployment, _options, _time) = (deployment, options ?? new TenantDispatchOptions(), time ?? TimeProvider.System);
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The chain follows redirects. Nothing was sent.</exception>
    /// <exception cref="TenantMismatchException">The request is nobody's, or another tenant's. Nothing was sent.</exception>
    /// <exception cref="TenantScopeRequiredException">What said whose the request is has ended. Nothing more was sent.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Options.TryGetValue(DispatchTenant.Key, out DispatchTenant? tenant))
        {
            throw new TenantMismatchException("The request says not whose it is, so it goes to no tenant's deployment. Call ForTenant(context) or ForTenant(permit) on it.");
        }

        RequireNoRedirects();
        var attempts = new DispatchAttempts(request, tenant, _options.IdempotencyHeader);
        bool mayRepeat = false;
        for (int attempt = 1; ; attempt++)
        {
            // SECURITY: before each attempt, so that a claim that died meanwhile sends nothing more.
            RequireDeployment(tenant);
            if (attempt == 1)
            {
                mayRepeat = _options.MaxAttempts > 1 && attempts.IsRepeatable && await attempts.KeepBodyAsync(_options.MaxReplayedBodyBytes, cancellationToken).ConfigureAwait(false);
            }

            attempts.Restore();
            bool isLast = !mayRepeat || attempt >= _options.MaxAttempts;
            HttpResponseMessage? response = await TryAsync(request, isLast, cancellationToken).ConfigureAwait(false);
            if (response is not null && (isLast || !DispatchAttempts.IsPassing(response)))
            {
                return response;
            }

            if (!IsInBounds(attempt, response?.Headers.RetryAfter, out TimeSpan wait) && response is not null)
            {
                return response;
            }

            response?.Dispose();
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    // SECURITY: whoever follows a redirect does so further in than this, where nobody asks whose the next deployment is.
    private void RequireNoRedirects()
    {
        HttpMessageHandler? end = InnerHandler;
        while (end is DelegatingHandler { InnerHandler: { } next })
        {
            end = next;
        }

        if (end is SocketsHttpHandler { AllowAutoRedirect: true } or HttpClientHandler { AllowAutoRedirect: true })
        {
            throw new InvalidOperationException("The handler at the end of the chain follows redirects, and a deployment would send its tenant's requests elsewhere. Set AllowAutoRedirect to false on it.");
        }
    }

    private void RequireDeployment(DispatchTenant tenant)
    {
        if (tenant.Require() != _deployment)
        {
            throw new TenantMismatchException("The request is of another tenant than the deployment that it was going to. Send it by the handler of its own tenant's deployment.");
        }
    }

    // Null where it failed in a way that may pass, and there is another attempt.
    private async Task<HttpResponseMessage?> TryAsync(HttpRequestMessage request, bool isLast, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_options.AttemptTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await base.SendAsync(request, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return isLast ? throw new TaskCanceledException("The deployment did not answer within TenantDispatchOptions.AttemptTimeout.", new TimeoutException()) : null;
        }
        catch (HttpRequestException exception) when (!isLast && DispatchAttempts.IsPassing(exception))
        {
            return null;
        }
    }

    private bool IsInBounds(int attempt, RetryConditionHeaderValue? asked, out TimeSpan wait)
    {
        TimeSpan own = _options.RetryDelay * Math.Pow(2, attempt - 1);
        wait = own < _options.MaxRetryDelay ? own : _options.MaxRetryDelay;
        TimeSpan wanted = asked?.Delta ?? (asked?.Date is { } date ? date - _time.GetUtcNow() : TimeSpan.Zero);
        wait = wanted > wait ? wanted : wait;
        return wait <= _options.MaxRetryDelay;
    }
}
