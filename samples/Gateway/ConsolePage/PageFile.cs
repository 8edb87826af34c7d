namespace OpenClaw.Tenancy.Samples.Gateway.ConsolePage;

/// <summary>A file of the console page, kept in the program.</summary>
internal sealed class PageFile : IResult
{
    // SECURITY: nothing from elsewhere, nothing inline, and no text that becomes markup or code: the browser itself refuses innerHTML.
    private const string ContentSecurityPolicy =
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    private readonly byte[] _bytes;
    private readonly string _contentType;

    private PageFile(byte[] bytes, string contentType) => (_bytes, _contentType) = (bytes, contentType);

    /// <summary>Reads a file that the build has put into the program.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    internal static PageFile Read(string name, string contentType)
    {
        using Stream stream = typeof(PageFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new PageFile(bytes.ToArray(), contentType);
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.ContentType = _contentType;
        response.ContentLength = _bytes.Length;
        return response.Body.WriteAsync(_bytes, httpContext.RequestAborted).AsTask();
    }
}
