using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Limits;

namespace OpenClaw.Tenancy.AspNetCore.Problems;

/// <summary>An answer that refuses: RFC 9457 problem details with exactly the members type, title, status and code.</summary>
/// <remarks>
/// SECURITY: the bytes are made once. Two refusals with one code are the same byte for byte, so that nothing tells foreign from absent.
/// Immutable and safe for use by many threads.
/// </remarks>
public sealed class Problem
{
    private const string RetryAfterSeconds = "1";
    private readonly byte[] _body;

    private Problem(int status, string code, string title)
    {
        (Status, Code, Title) = (status, code, title);
        _body = Encoding.UTF8.GetBytes(
            $$"""{"type":"urn:openclaw:tenancy:problem:{{code}}","title":"{{JsonEncodedText.Encode(title)}}","status":{{status}},"code":"{{code}}"}""");
    }

    /// <summary>401: the request carries no credential.</summary>
    public static Problem ClaimMissing { get; } = new(401, "claim_missing", "A credential is required.");

    /// <summary>401: the credential was not accepted; why is said in the audit alone.</summary>
    public static Problem TokenInvalid { get; } = new(401, "token_invalid", "The credential was not accepted.");

    /// <summary>403: a selector disagrees with the claim or with another selector.</summary>
    public static Problem SelectorMismatch { get; } = new(403, "selector_mismatch", "The selected tenant is not the credential's.");

    /// <summary>403: the deployment belongs to another tenant.</summary>
    public static Problem PolicyDenied { get; } = new(403, "policy_denied", "This deployment does not serve the credential's tenant.");

    /// <summary>403: no held scope could ever do this here.</summary>
    public static Problem ScopeMissing { get; } = new(403, "scope_missing", "The credential lacks a scope that this takes.");

    /// <summary>403: an evaluator forbids it.</summary>
    public static Problem PolicyForbid { get; } = new(403, "policy_forbid", "A policy forbids this.");

    /// <summary>400: the input is malformed.</summary>
    public static Problem InvalidRequest { get; } = new(400, "invalid_request", "The request is not valid.");

    /// <summary>413: the input is too large.</summary>
    public static Problem TooLarge { get; } = new(413, "invalid_request", "The request is too large.");

    /// <summary>404: there is no such resource or route for this caller.</summary>
    public static Problem NotFound { get; } = new(404, "not_found", "There is no such resource.");

    /// <summary>405: the route does not offer the method.</summary>
    public static Problem MethodNotAllowed { get; } = new(405, "method_not_allowed", "The method is not offered here.");

    /// <summary>409: the state of the resource does not allow it.</summary>
    public static Problem Conflict { get; } = new(409, "conflict", "The resource is not in a state that allows this.");

    /// <summary>402: the tenant has used up what it may use.</summary>
    public static Problem QuotaExceeded { get; } = new(402, "quota_exceeded", "The quota of the tenant is used up.");

    /// <summary>429: too many requests in too short a time, or too many at once.</summary>
    public static Problem RateLimited { get; } = new(429, "rate_limited", "There are too many requests. Try again later.");

    /// <summary>503: something that the answer depends on did not answer.</summary>
    public static Problem DependencyUnavailable { get; } = new(503, "dependency_unavailable", "A dependency did not answer. Try again.");

    /// <summary>The HTTP status code.</summary>
    public int Status { get; }

    /// <summary>The code that clients tell refusals apart by.</summary>
    public string Code { get; }

    /// <summary>The refusal in words, which name nothing.</summary>
    public string Title { get; }

    /// <summary>What the outside may learn of a refusal.</summary>
    /// <param name="reason">Why access was refused.</param>
    /// <returns>The answer. Foreign, absent and unowned have the same one.</returns>
    public static Problem For(DenyReason reason) => reason switch
    {
        DenyReason.ClaimMissing => ClaimMissing,
        DenyReason.ClaimAmbiguous or DenyReason.TokenInvalid or DenyReason.TenantInactive or DenyReason.Revoked or DenyReason.Expired => TokenInvalid,
        DenyReason.SelectorMismatch => SelectorMismatch,
        DenyReason.ScopeMissing => ScopeMissing,
        DenyReason.PolicyForbid => PolicyForbid,
        DenyReason.InvalidId => InvalidRequest,
        DenyReason.ResourceAbsent or DenyReason.ResourceUnowned or DenyReason.TenantMismatch => NotFound,
        DenyReason.EvaluatorFault or DenyReason.AuditUnavailable or DenyReason.DependencyUnavailable or DenyReason.AsyncRequired => DependencyUnavailable,
        _ => PolicyDenied,
    };

    /// <summary>What the outside may learn of a limit.</summary>
    /// <param name="outcome">What the limit said.</param>
    /// <returns>The answer; of an act that is within its limits there is none, and 503 is given.</returns>
    public static Problem For(LimitOutcome outcome) => outcome switch
    {
        LimitOutcome.RateLimited => RateLimited,
        LimitOutcome.QuotaExceeded => QuotaExceeded,
        _ => DependencyUnavailable,
    };

    /// <summary>Writes the answer in place of whatever was to be answered.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that ends when it is written.</returns>
    /// <exception cref="InvalidOperationException">The response has started.</exception>
    public Task WriteAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        HttpResponse response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        response.ContentLength = _body.Length;
        response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }
        else if (Status == StatusCodes.Status503ServiceUnavailable || (Status == StatusCodes.Status429TooManyRequests && response.Headers.RetryAfter.Count == 0))
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(_body, context.RequestAborted).AsTask();
    }

    /// <summary>The answer as a result of a route handler.</summary>
    /// <returns>The result.</returns>
    public IResult ToResult() => new ProblemResult(this);
}
