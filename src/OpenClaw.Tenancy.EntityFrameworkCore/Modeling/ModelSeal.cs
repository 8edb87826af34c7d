using Microsoft.EntityFrameworkCore.Metadata;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Tells a model that the tenancy conventions built and checked from any other.</summary>
internal static class ModelSeal
{
    private static readonly TenancyModelViolation Foreign = new(
        "(model)",
        "The model was compiled, supplied from outside, or built by other tenancy options, so nothing says that its queries are filtered.",
        "Let the context build its model: leave out UseModel and compiled models, and configure every context of this type by the same UseTenancy.");

    /// <summary>Reads what the check found, for a context whose options say these settings.</summary>
    internal static TenancyModelReport Read(IModel model, TenancyModelSettings? settings) =>
        model.FindRuntimeAnnotationValue(TenancyModelReport.Stamp) is TenancyModelReport report && report.Settings.Equals(settings)
            ? report
            : new TenancyModelReport(settings ?? new TenancyModelOptions().Freeze(), new Dictionary<string, string>(), [Foreign]);

    // SECURITY: every way to the database passes here before its first command: queries, saving, and binding.
    internal static void RequireSound(IModel model, TenancyModelSettings settings)
    {
        TenancyModelReport report = Read(model, settings);
        if (!report.IsSound)
        {
            throw new TenancyConfigurationException([.. report.Violations.Select(static v => v.ToString())]);
        }
    }

    internal static TenancyModelReport Require(IReadOnlyModel model) =>
        model is IModel built && built.FindRuntimeAnnotationValue(TenancyModelReport.Stamp) is TenancyModelReport report
            ? report
            : throw new TenancyConfigurationException([Foreign.ToString()]);
}
