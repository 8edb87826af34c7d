namespace OpenClaw.Tenancy.Samples.Gateway.Http;

/// <summary>An answer in JSON.</summary>
public sealed class JsonAnswer(object value, int status = StatusCodes.Status200OK, string? location = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        if (location is not null)
        {
            httpContext.Response.Headers.Location = location;
        }

        return httpContext.Response.WriteAsJsonAsync(value, value.GetType(), GatewayJson.Options, "application/json", httpContext.RequestAborted);
    }
}
