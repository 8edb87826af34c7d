using System.Net;

namespace OpenClaw.Tenancy.Secrets.Tests.Dispatch;

/// <summary>A deployment that answers as a test says, one answer after the other, and keeps what it was sent.</summary>
internal sealed class ScriptedDeployment(params Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] answers) : HttpMessageHandler
{
    public List<string> Seen { get; } = [];

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Says(int status, string? retryAfter = null) => (_, _) =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return Task.FromResult(response);
    };

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Throws(Exception exception) => (_, _) => Task.FromException<HttpResponseMessage>(exception);

    public static async Task<HttpResponseMessage> NeverAnswers(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.OK);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        string key = request.Headers.TryGetValues("Idempotency-Key", out IEnumerable<string>? keys) ? string.Join(',', keys) : string.Empty;
        Seen.Add($"{request.Method} {request.RequestUri!.AbsolutePath} [{key}] {body}");

        // What an inner handler does to a request does not reach the next attempt.
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer = answers[Math.Min(Seen.Count, answers.Length) - 1];
        HttpResponseMessage response = await answer(request, cancellationToken);
        (request.RequestUri, request.Content) = (new Uri("http://elsewhere/"), null);
        request.Headers.Remove("Idempotency-Key");
        return response;
    }
}
