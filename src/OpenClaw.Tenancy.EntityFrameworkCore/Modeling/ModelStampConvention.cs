using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Stamps the model that is used with what the check found.</summary>
internal sealed class ModelStampConvention(ModelCheckConvention check) : IModelFinalizedConvention
{
    public IModel ProcessModelFinalized(IModel model)
    {
        model.AddRuntimeAnnotation(TenancyModelReport.Stamp, check.Report);
        return model;
    }
}
